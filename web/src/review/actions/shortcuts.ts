/** Runs the action of a key, unless the key belongs to the control that has the focus. */
import { keyOf } from './action';
import { ACTIONS } from './index';

const BY_KEY = new Map(ACTIONS.flatMap((action) => action.keys.map((key) => [key, action] as const)));
const PRESSES = new Set(['Space', 'Enter']);

function takes(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input:not([type=checkbox]), textarea, dialog')) return true;
  // What was clicked with the mouse has the focus, but nobody thinks of it any more when a key is pressed.
  if (!target.matches(':focus-visible')) return false;
  return target.closest('select') !== null || (PRESSES.has(key) && target.closest('button, a, input') !== null);
}

export function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const key = keyOf(event);
  const action = BY_KEY.get(key);
  if (!action || takes(event.target, key)) return;
  event.preventDefault();
  if (action.enabled?.() ?? true) action.run();
}
