import { cannotRedact } from '../shapes/edit';
import { selected, tab, tool, type Tool } from '../state';
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

export const redactTool: Action = {
  ...choosing('redact', 'Black out a rectangle', 'R', 'square'),
  enabled: () => cannotRedact.value === null,
  run: () => {
    tool.value = 'redact';
    // What it makes, and for which images, is told there.
    tab.value = 'redactions';
  },
};

/** Where Esc ends up when no drag is going on. */
export const escape: Action = {
  name: 'escape',
  label: 'Back to window and level',
  keys: ['Escape'],
  run: () => {
    selected.value = null;
    tool.value = 'window';
  },
};
