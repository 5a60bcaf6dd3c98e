import type { Form } from '../../case/annotations';
import { addInTheMiddle, canAnnotate, finishMove, toggleKey } from '../annotations/edit';
import { chosenId, form, hereKey } from '../annotations/state';
import { mode } from '../sheet/mode';
import { draft, selected, shownItem, tab, tool } from '../state';
import type { Action } from './action';

function begin(kind: Form): void {
  draft.value = null;
  selected.value = null;
  mode.value = 'image';
  tool.value = 'annotate';
  tab.value = 'teaching';
  form.value = kind;
}

function drawing(kind: Form, label: string, key: string, icon: Action['icon'] & string): Action {
  return {
    name: `tool-${kind}`,
    label,
    keys: [key],
    icon,
    enabled: () => canAnnotate.value,
    pressed: () => tool.value === 'annotate' && form.value === kind,
    run: () => {
      finishMove();
      chosenId.value = null;
      begin(kind);
    },
  };
}

const arrowTool = drawing('arrow', 'Draw an arrow, from its tail to its tip', 'V', 'arrow-up-right');
const circleTool = drawing('circle', 'Draw a circle, from its centre', 'O', 'circle');
const textTool = drawing('text', 'Write a text', 'Shift+T', 'type');
export const annotateTools = [arrowTool, circleTool, textTool];

/** The way without a mouse. */
export const addDrawing: Action = {
  name: 'add-drawing',
  label: 'Add a drawing in the middle',
  keys: ['Shift+V'],
  icon: 'plus',
  enabled: () => canAnnotate.value,
  run: () => {
    finishMove();
    begin(form.value);
    addInTheMiddle();
  },
};

export const starAction: Action = {
  name: 'key-image',
  label: 'Star as a key image',
  keys: ['*'],
  icon: 'star',
  pressed: () => hereKey.value !== undefined,
  enabled: () => shownItem.value?.instance?.image != null,
  run: () => {
    toggleKey();
    tab.value = 'teaching';
  },
};
