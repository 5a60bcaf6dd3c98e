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
  if (target.closest('select') !== null) return !key.startsWith('Ctrl+');
  return PRESSES.has(key) && target.closest('button, a, input') !== null;
}

let byPointer = false;

/**
 * What was pressed with the mouse has the focus, but nobody thinks of it any more at the next key: it is for the image. (With that
 * key `:focus-visible` holds for it too, so that it cannot tell.)
 */
function letGoOfFocus(event: Event): void {
  const focused = document.activeElement;
  const kinds = event.type === 'change' ? 'select' : 'button, a, input[type=checkbox], input[type=radio]';
  if (byPointer && focused instanceof HTMLElement && focused.matches(kinds) && !focused.closest('dialog, [popover]')) focused.blur();
}

function notice(event: Event): void {
  byPointer = event.type === 'pointerdown';
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
  const listening = new AbortController();
  const { signal } = listening;
  window.addEventListener('keydown', onKey, { signal });
  window.addEventListener('keyup', onKeyUp, { signal });
  // A key that is let go in another window is never heard of.
  window.addEventListener('blur', letGo, { signal });
  for (const kind of ['pointerdown', 'keydown']) window.addEventListener(kind, notice, { signal, capture: true });
  for (const kind of ['click', 'change']) window.addEventListener(kind, letGoOfFocus, { signal });
  return () => {
    letGo();
    listening.abort();
  };
}
