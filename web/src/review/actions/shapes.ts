import { drawing } from '../../case/store';
import { addRect, cannotRedact, redoShape, removeShape, undoShape } from '../shapes/edit';
import { selected, shownItem } from '../state';
import type { Action } from './action';

export const undoAction: Action = {
  name: 'undo',
  label: 'Undo',
  keys: ['Ctrl+Z'],
  icon: 'undo-2',
  enabled: () => drawing.value.done.length > 0,
  run: undoShape,
};

export const redoAction: Action = {
  name: 'redo',
  label: 'Redo',
  keys: ['Ctrl+Y', 'Ctrl+Shift+Z'],
  icon: 'redo-2',
  enabled: () => drawing.value.undone.length > 0,
  run: redoShape,
};

export const deleteAction: Action = {
  name: 'delete',
  label: 'Delete the selected rectangle',
  keys: ['Delete', 'Backspace'],
  icon: 'trash-2',
  enabled: () => selected.value !== null,
  run: () => removeShape(selected.value!),
};

/** The way without a mouse: a rectangle across the top, where names stand, to be set right by its numbers. */
export const addAction: Action = {
  name: 'add-rectangle',
  label: 'Add a rectangle',
  keys: ['Shift+R'],
  icon: 'plus',
  enabled: () => cannotRedact.value === null,
  run: () => {
    const image = shownItem.value!.instance!.image!;
    addRect({ x: 0, y: 0, width: image.columns, height: Math.max(1, Math.round(image.rows / 10)) });
  },
};
