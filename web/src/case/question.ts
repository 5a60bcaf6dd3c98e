/** What is asked once for a case, since no program finds it: whether somebody looked for jewellery with a name, a face and the like. */
import { signal } from '@preact/signals';

export interface Answer {
  readonly found: 'nothing' | 'stays' | 'not looked for';
  /** Why something that was found may stay; else empty. */
  readonly note: string;
}

export const answer = signal<Answer | null>(null);
/** What goes on when the question was answered; null while nobody is asked. */
export const afterAnswer = signal<(() => void) | null>(null);

export function onceAnswered(then: () => void): void {
  if (answer.value) then();
  else afterAnswer.value = then;
}

export function give(given: Answer): void {
  const then = afterAnswer.value;
  answer.value = Object.freeze({ ...given });
  afterAnswer.value = null;
  then?.();
}

export function forgetAnswer(): void {
  answer.value = null;
  afterAnswer.value = null;
}
