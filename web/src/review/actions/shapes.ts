import { rectangle } from '../../case/shapes';
import { drawing } from '../../case/store';
import { finishMove, moveChosen, removeAnnotation } from '../annotations/edit';
import { chosen } from '../annotations/state';
import { revealDelta } from '../reveal';
import { copied, pasted } from '../shapes/clipboard';
import { comparing } from '../shapes/before';
import {
  addArea, addRect, cannotRedact, changeArea, here, redoLast, removeShapes, selectedShape, undoLast, visibleShapes,
} from '../shapes/edit';
import { finishNudge, nudge, stretch } from '../shapes/nudge';
import { pen } from '../shapes/pen';
import { closePolygon, openCorners, takeCornerBack } from '../shapes/polygon';
import { draft, shownItem, tab, tool } from '../state';
import type { Action } from './action';

/** Through all that was done in Review: redactions and crops, annotations, leaving out, approving, waiving. */
export const undoAction: Action = {
  name: 'undo',
  label: 'action-undo',
  keys: ['Ctrl+Z'],
  icon: 'undo-2',
  enabled: () => drawing.value.done.length > 0 || openCorners().length > 0,
  run: () => {
    if (takeCornerBack()) return;
    finishNudge();
    finishMove();
    revealDelta(undoLast());
  },
};

export const redoAction: Action = {
  name: 'redo',
  label: 'action-redo',
  keys: ['Ctrl+Y', 'Ctrl+Shift+Z'],
  icon: 'redo-2',
  enabled: () => drawing.value.undone.length > 0,
  run: () => {
    finishNudge();
    finishMove();
    revealDelta(redoLast());
  },
};

const drawingHeld = () => chosen.value !== null;

export const deleteAction: Action = {
  name: 'delete',
  label: 'action-delete',
  keys: ['Delete', 'Backspace'],
  icon: 'trash-2',
  // What stands on other frames only is not deleted unseen.
  enabled: () => selectedShape.value !== null || drawingHeld() || openCorners().length > 0,
  run: () => {
    if (takeCornerBack()) return;
    finishNudge();
    if (drawingHeld()) {
      finishMove();
      return removeAnnotation(chosen.value!.id);
    }
    removeShapes([selectedShape.value!.id]);
  },
};

/** The way without a mouse: a rectangle across the top, where names stand, or a frame to cut to; its numbers are set then. */
export const addAction: Action = {
  name: 'add-rectangle',
  label: 'action-add-rectangle',
  keys: ['Shift+R'],
  icon: 'plus',
  enabled: () => cannotRedact.value === null,
  run: () => {
    const { rows, columns } = here.value!.subject;
    if (tool.value === 'crop') {
      const [x, y] = [Math.floor(columns / 10), Math.floor(rows / 10)];
      addArea(rectangle({ x, y, width: columns - 2 * x, height: rows - 2 * y }), true);
      return;
    }
    tool.value = 'redact';
    tab.value = 'redactions';
    addRect({ x: 0, y: 0, width: columns, height: Math.max(1, Math.round(rows / 10)) });
  },
};

export const copyAction: Action = {
  name: 'copy',
  label: 'action-copy',
  keys: ['Ctrl+C'],
  icon: 'copy',
  // Text that was marked is copied by the browser.
  enabled: () => selectedShape.value !== null && !selectedShape.value.crop && (getSelection()?.isCollapsed ?? true),
  run: () => {
    finishNudge();
    copied.value = selectedShape.value;
  },
};

export const pasteAction: Action = {
  name: 'paste',
  label: 'action-paste',
  keys: ['Ctrl+V'],
  icon: 'clipboard-paste',
  enabled: () => copied.value !== null && cannotRedact.value === null,
  run: () => {
    finishNudge();
    const { x, y, width, height, kind, points, fill, outside } = copied.value!;
    const area = pasted({ x, y, width, height, kind, points, fill, outside }, visibleShapes.value, here.value!.subject);
    tool.value = 'redact';
    tab.value = 'redactions';
    addArea(area);
  },
};

/** All but what lies inside goes, of the selected redaction or of the next. */
export const insideAction: Action = {
  name: 'keep-inside',
  label: 'action-keep-inside',
  keys: ['K'],
  icon: 'square-dashed',
  pressed: () => (selectedShape.value ?? pen.value).outside,
  enabled: () => cannotRedact.value === null && tool.value === 'redact',
  run: () => {
    finishNudge();
    const shape = selectedShape.value;
    if (shape) changeArea(shape.id, { outside: !shape.outside });
    else pen.value = { ...pen.value, outside: !pen.value.outside };
  },
};

export const closeAction: Action = {
  name: 'close-polygon',
  label: 'action-close-polygon',
  keys: ['Enter'],
  enabled: () => (draft.value?.corners.length ?? 0) >= 3,
  run: closePolygon,
};

const shapeHeld = () => selectedShape.value !== null && (tool.value === 'redact' || tool.value === 'crop');

const nudgeHeld = (dx: number, dy: number) => (drawingHeld() ? moveChosen('body', dx, dy) : nudge(dx, dy));
const stretchHeld = (dx: number, dy: number) => {
  if (!drawingHeld()) stretch(dx, dy);
  else moveChosen(chosen.value!.kind === 'text' ? 'body' : 'to', dx, dy);
};

const ARROWS = [['ArrowLeft', -1, 0], ['ArrowRight', 1, 0], ['ArrowUp', 0, -1], ['ArrowDown', 0, 1]] as const;
const WAYS = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' } as const;
type Step = 'nudge' | 'nudge-far' | 'stretch' | 'stretch-far';

function byArrows(name: Step, prefix: string, run: (dx: number, dy: number) => void, far: number): Action[] {
  return ARROWS.map(([key, dx, dy]): Action => ({
    name: `${name}-${WAYS[key]}`,
    label: `action-${name}-${WAYS[key]}`,
    keys: [`${prefix}${key}`],
    enabled: () => shapeHeld() || drawingHeld(),
    run: () => run(dx * far, dy * far),
  }));
}

/** With a selected redaction or drawing the arrows are its own; Esc gives them back to the images. */
export const moveActions: Action[] = [
  ...byArrows('nudge', '', nudgeHeld, 1),
  ...byArrows('nudge-far', 'Shift+', nudgeHeld, 10),
  ...byArrows('stretch', 'Alt+', stretchHeld, 1),
  ...byArrows('stretch-far', 'Alt+Shift+', stretchHeld, 10),
];

export const compareAction: Action = {
  name: 'before',
  label: 'action-before',
  keys: ['B'],
  icon: 'history',
  pressed: () => comparing.value,
  enabled: () => shownItem.value?.instance?.image != null,
  run: () => {
    comparing.value = true;
  },
  release: () => {
    comparing.value = false;
  },
};
