import { series } from '../state';
import { box, goToBox, moveBox } from '../sheet/box';
import { kind, KINDS, mode } from '../sheet/mode';
import { shownGroup } from '../sheet/projecting';
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

/** The arrows of a slider that has the focus are its own. */
const shown = () => mode.value === 'projection' && shownGroup.value !== null && !document.activeElement?.matches('[role=slider]');

const WAYS = [['left', 'ArrowLeft', -1, 0], ['right', 'ArrowRight', 1, 0], ['up', 'ArrowUp', 0, -1], ['down', 'ArrowDown', 0, 1]] as const;

/** In a projection the arrows and Enter do what a click does. */
export const boxActions: Action[] = [
  ...WAYS.map(([way, key, right, down]): Action => ({
    name: `projection-${way}`,
    label: `action-projection-${way}`,
    keys: [key],
    enabled: shown,
    run: () => moveBox(right, down),
  })),
  {
    name: 'projection-go',
    label: 'action-projection-go',
    keys: ['Enter'],
    enabled: () => shown() && box.value !== null,
    run: goToBox,
  },
];
