import { index, go, playing, rate, series } from '../state';
import type { Action } from './action';

const PAGE = 10;

/** By hand, so the cine stops. */
export function move(to: number): void {
  playing.value = false;
  go(to);
}

type Move = 'next-image' | 'previous-image' | 'page-down' | 'page-up' | 'first' | 'last';

function moving(name: Move, keys: string[], to: () => number): Action {
  return { name, label: `action-${name}`, keys, run: () => move(to()) };
}

export const nextImage = moving('next-image', ['ArrowDown', 'ArrowRight'], () => index.value + 1);
export const previousImage = moving('previous-image', ['ArrowUp', 'ArrowLeft'], () => index.value - 1);
export const pageDown = moving('page-down', ['PageDown'], () => index.value + PAGE);
export const pageUp = moving('page-up', ['PageUp'], () => index.value - PAGE);
export const first = moving('first', ['Home'], () => 0);
export const last = moving('last', ['End'], () => (series.value?.stack.length ?? 1) - 1);

export const cine: Action = {
  name: 'cine',
  label: 'action-cine',
  keys: ['C'],
  icon: 'play',
  pressed: () => playing.value,
  enabled: () => (series.value?.stack.length ?? 0) > 1,
  run: () => {
    playing.value = !playing.value;
  },
};

/** Frames in a second. */
export const RATES = [2, 5, 10, 25];

function pacing(name: 'slower' | 'faster', key: string, step: 1 | -1): Action {
  return {
    name,
    label: `action-${name}`,
    keys: [key],
    run: () => {
      rate.value = RATES[RATES.indexOf(rate.value) + step] ?? rate.value;
    },
  };
}

export const slower = pacing('slower', '[', -1);
export const faster = pacing('faster', ']', 1);
