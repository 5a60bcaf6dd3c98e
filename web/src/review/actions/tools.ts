import type { Area } from '../../case/shapes';
import { finishMove } from '../annotations/edit';
import { chosenId } from '../annotations/state';
import { cannotCrop, cannotRedact, instanceShapes } from '../shapes/edit';
import { mode } from '../sheet/mode';
import { finishNudge } from '../shapes/nudge';
import { pen } from '../shapes/pen';
import { draft, selected, tab, tool } from '../state';
import type { Action } from './action';

function choosing(name: 'window' | 'scroll' | 'pan' | 'zoom' | 'crop', key: string, icon: Action['icon'] & string): Action {
  return {
    name: `tool-${name}`,
    label: `action-tool-${name}`,
    keys: [key],
    icon,
    pressed: () => tool.value === name,
    run: () => {
      tool.value = name;
    },
  };
}

export const windowTool = choosing('window', 'W', 'contrast');
export const scrollTool = choosing('scroll', 'S', 'gallery-vertical');
export const panTool = choosing('pan', 'P', 'move');
export const zoomTool = choosing('zoom', 'Z', 'zoom-in');

function drawing(kind: Area['kind'], key: string, icon: Action['icon'] & string): Action {
  return {
    name: `tool-${kind}`,
    label: `action-tool-${kind}`,
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

export const redactTool = drawing('rectangle', 'R', 'square');
export const ellipseTool = drawing('ellipse', 'E', 'circle');
export const polygonTool = drawing('polygon', 'Y', 'pentagon');

/** The uncut image is shown meanwhile. */
export const cropTool: Action = {
  ...choosing('crop', 'Shift+K', 'crop'),
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
  label: 'action-escape',
  keys: ['Escape'],
  run: () => {
    finishNudge();
    // A polygon that is being drawn goes first.
    if (draft.value) {
      draft.value = null;
      return;
    }
    if (mode.value === 'sheet' || mode.value === 'projection') {
      mode.value = 'image';
      return;
    }
    finishMove();
    chosenId.value = null;
    selected.value = null;
    tool.value = 'window';
  },
};
