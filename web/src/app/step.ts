import { signal } from '@preact/signals';

export const STEPS = ['add', 'rules', 'review', 'share'] as const;
export type Step = (typeof STEPS)[number];

export const step = signal<Step>('add');
/** Rules were looked at, or passed by on the way to Review. */
export const rulesRead = signal(false);

export function open(to: Step): void {
  if (to !== 'add') rulesRead.value = true;
  step.value = to;
}
