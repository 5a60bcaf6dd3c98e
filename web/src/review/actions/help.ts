import { signal } from '@preact/signals';
import type { Action } from './action';

export const helping = signal(false);

export const help: Action = {
  name: 'help',
  label: 'action-help',
  keys: ['?'],
  icon: 'circle-question-mark',
  run: () => {
    helping.value = true;
  },
};
