import { index, go, playing, rate, series } from '../state';
import type { Action } from './action';

const PAGE = 10;

/** By hand, so the cine stops. */
export function move(to: number): void {
  playing.value = false;
  go(to);
}

function moving(name: string, label: string, keys: string[], to: () => number): Action {
  return { name, label, keys, run: () => move(to()) };
}

export const nextImage = moving('next-image', 'Next image', ['ArrowDown', 'ArrowRight'], () => index.value + 1);
export const previousImage = moving('previous-image', 'Previous image', ['ArrowUp', 'ArrowLeft'], () => index.value - 1);
export const pageDown = moving('page-down', 'Ten images on', ['PageDown'], () => index.value + PAGE);
export const pageUp = moving('page-up', 'Ten images back', ['PageUp'], () => index.value - PAGE);
export const first = moving('first', 'First image', ['Home'], () => 0);
export const last = moving('last', 'Last image', ['End'], () => (series.value?.stack.length ?? 1) - 1);

export const cine: Action = {
  name: 'cine',
  label: 'Play all images',
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

function pacing(name: string, label: string, key: string, step: 1 | -1): Action {
  return {
    name,
    label,
    keys: [key],
    run: () => {
      rate.value = RATES[RATES.indexOf(rate.value) + step] ?? rate.value;
    },
  };
}

export const slower = pacing('slower', 'Play slower', '[', -1);
export const faster = pacing('faster', 'Play faster', ']', 1);
