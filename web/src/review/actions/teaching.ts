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

function drawing(kind: Form, key: string, icon: Action['icon'] & string): Action {
  return {
    name: `tool-${kind}`,
    label: `action-tool-${kind}`,
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

const arrowTool = drawing('arrow', 'V', 'arrow-up-right');
const circleTool = drawing('circle', 'O', 'circle');
const textTool = drawing('text', 'Shift+T', 'type');
export const annotateTools = [arrowTool, circleTool, textTool];

/** The way without a mouse. */
export const addDrawing: Action = {
  name: 'add-drawing',
  label: 'action-add-drawing',
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
  label: 'action-key-image',
  keys: ['*'],
  icon: 'star',
  pressed: () => hereKey.value !== undefined,
  enabled: () => shownItem.value?.instance?.image != null,
  run: () => {
    toggleKey();
    tab.value = 'teaching';
  },
};
