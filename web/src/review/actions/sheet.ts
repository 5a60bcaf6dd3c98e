import { series } from '../state';
import { kind, KINDS, mode } from '../sheet/mode';
import type { Action } from './action';

const any = () => series.value !== null;

export const contactSheet: Action = {
  name: 'contact-sheet',
  label: 'action-contact-sheet',
  keys: ['G'],
  icon: 'layout-grid',
  enabled: any,
  pressed: () => mode.value === 'sheet',
  run: () => {
    mode.value = mode.value === 'sheet' ? 'image' : 'sheet';
  },
};

/** Through its pictures, and back to the image after the last. */
export const projection: Action = {
  name: 'projection',
  label: 'action-projection',
  keys: ['J'],
  icon: 'layers',
  enabled: any,
  pressed: () => mode.value === 'projection',
  run: () => {
    const next = mode.value === 'projection' ? KINDS[KINDS.indexOf(kind.value) + 1] : KINDS[0];
    if (next) kind.value = next;
    mode.value = next ? 'projection' : 'image';
  },
};
