import { signal } from '@preact/signals';
import type { Action } from './action';

export const helping = signal(false);

export const help: Action = {
  name: 'help',
  label: 'Keys and mouse',
  keys: ['?'],
  icon: 'circle-question-mark',
  run: () => {
    helping.value = true;
  },
};
