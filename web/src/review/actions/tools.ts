import type { Area } from '../../case/shapes';
import { finishMove } from '../annotations/edit';
import { chosenId } from '../annotations/state';
import { cannotCrop, cannotRedact, instanceShapes } from '../shapes/edit';
import { mode } from '../sheet/mode';
import { pen } from '../shapes/pen';
import { draft, selected, tab, tool, type Tool } from '../state';
import type { Action } from './action';

function choosing(name: Tool, label: string, key: string, icon: Action['icon'] & string): Action {
  return {
    name: `tool-${name}`,
    label,
    keys: [key],
    icon,
    pressed: () => tool.value === name,
    run: () => {
      tool.value = name;
    },
  };
}

export const windowTool = choosing('window', 'Window and level', 'W', 'contrast');
export const scrollTool = choosing('scroll', 'Scroll through the images', 'S', 'gallery-vertical');
export const panTool = choosing('pan', 'Pan', 'P', 'move');
export const zoomTool = choosing('zoom', 'Zoom', 'Z', 'zoom-in');

function drawing(kind: Area['kind'], label: string, key: string, icon: Action['icon'] & string): Action {
  return {
    name: `tool-${kind}`,
    label,
    keys: [key],
    icon,
    enabled: () => cannotRedact.value === null,
    pressed: () => tool.value === 'redact' && pen.value.kind === kind,
    run: () => {
      draft.value = null;
      if (tool.value === 'crop') selected.value = null;
      mode.value = 'image';
      tool.value = 'redact';
      pen.value = { ...pen.value, kind };
      // What it makes, and for which images, is told there.
      tab.value = 'redactions';
    },
  };
}

export const redactTool = drawing('rectangle', 'Black out a rectangle', 'R', 'square');
export const ellipseTool = drawing('ellipse', 'Black out an ellipse', 'E', 'circle');
export const polygonTool = drawing('polygon', 'Black out a polygon', 'Y', 'pentagon');

/** The uncut image is shown meanwhile. */
export const cropTool: Action = {
  ...choosing('crop', 'Crop', 'Shift+K', 'crop'),
  enabled: () => cannotCrop.value === null,
  run: () => {
    draft.value = null;
    mode.value = 'image';
    tool.value = 'crop';
    tab.value = 'redactions';
    selected.value = instanceShapes.value.find(({ crop }) => crop)?.id ?? null;
  },
};

/** Where Esc ends up when no drag is going on. */
export const escape: Action = {
  name: 'escape',
  label: 'Back to window and level',
  keys: ['Escape'],
  run: () => {
    // A polygon that is being drawn goes first.
    if (draft.value) {
      draft.value = null;
      return;
    }
    finishMove();
    chosenId.value = null;
    selected.value = null;
    tool.value = 'window';
  },
};
