/** Runs the action of a key, unless the key belongs to the control that has the focus. */
import { keyOf, type Action } from './action';
import { ACTIONS } from './index';

/** Several may have a key: the first that can be done now takes it, and what can be done only at times comes first. */
const BY_KEY = new Map<string, Action[]>();
for (const action of [...ACTIONS].sort((a, b) => Number(!a.enabled) - Number(!b.enabled))) {
  for (const key of action.keys) BY_KEY.set(key, [...(BY_KEY.get(key) ?? []), action]);
}

const canBeDone = (action: Action) => action.enabled?.() ?? true;
const SCROLLS = /^(Shift\+)?(Space|Arrow.*|Page.*|Home|End)$/;
const PRESSES = new Set(['Space', 'Enter']);

function takes(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input:not([type=checkbox]), textarea, dialog, [popover]')) return true;
  // What was clicked with the mouse has the focus, but nobody thinks of it any more when a key is pressed.
  if (!target.matches(':focus-visible')) return false;
  if (target.closest('select') !== null) return !key.startsWith('Ctrl+');
  return PRESSES.has(key) && target.closest('button, a, input') !== null;
}

/** What is held down by its key, to be let go with it. */
let held: { code: string; action: Action } | null = null;

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const key = keyOf(event);
  const actions = BY_KEY.get(key);
  const action = actions?.find(canBeDone) ?? actions?.[0];
  if (!action || takes(event.target, key)) return;
  // What cannot be done now is the browser's own, but the page does not scroll away under the image.
  if (canBeDone(action) || SCROLLS.test(key)) event.preventDefault();
  if (!canBeDone(action) || (action.release && event.repeat)) return;
  if (action.release) letGo();
  // It was clicked with the mouse; from now on it would count as chosen by keys, and take them.
  if (event.target instanceof HTMLElement && !event.target.matches(':focus-visible')) event.target.blur();
  action.run();
  if (action.release) held = { code: event.code, action };
}

function letGo(): void {
  held?.action.release?.();
  held = null;
}

function onKeyUp(event: KeyboardEvent): void {
  // Of a key with Shift or Ctrl, those may be let go first.
  if (event.code === held?.code) letGo();
}

export function listen(): () => void {
  window.addEventListener('keydown', onKey);
  window.addEventListener('keyup', onKeyUp);
  // A key that is let go in another window is never heard of.
  window.addEventListener('blur', letGo);
  return () => {
    letGo();
    window.removeEventListener('keydown', onKey);
    window.removeEventListener('keyup', onKeyUp);
    window.removeEventListener('blur', letGo);
  };
}
