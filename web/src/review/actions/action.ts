/**
 * What a reviewer can do, each thing once: the toolbar, the shortcuts and the names in tooltips are derived from the list in
 * `index.ts`.
 */
import type { IconName } from '../../shared/icons';
import { say, type Plain } from '../../words';

export interface Action {
  name: string;
  label: Plain;
  /** As `keyOf` writes them: "R", "Ctrl+Z", "Space", "ArrowDown". */
  keys: string[];
  icon?: IconName;
  enabled?: () => boolean;
  /** For what is on or off. */
  pressed?: () => boolean;
  run: () => void;
  /** For what holds only as long as its key is down: `run` begins it, and this ends it. */
  release?: () => void;
}

/** One text for a key press, the same on a Mac and elsewhere. */
export function keyOf(event: KeyboardEvent): string {
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const shift = event.shiftKey && (key.length > 1 || /[A-Z]/.test(key));
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`;
}

const SIGNS: Record<string, string> = { ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→' };

const NAMES: Record<string, Plain> = {
  Ctrl: 'keyboard-ctrl',
  Alt: 'keyboard-alt',
  Shift: 'keyboard-shift',
  Space: 'keyboard-space',
  Enter: 'keyboard-enter',
  Escape: 'keyboard-escape',
  Delete: 'keyboard-delete',
  Backspace: 'keyboard-backspace',
  Home: 'keyboard-home',
  End: 'keyboard-end',
  PageUp: 'keyboard-page-up',
  PageDown: 'keyboard-page-down',
};

/** "Ctrl+Z", "Shift+←", "Page down", as people read it. */
export function keyWords(keys: string): string {
  const words = (key: string) => (NAMES[key] ? say(NAMES[key]) : (SIGNS[key] ?? key));
  return keys.split('+').map(words).join('+');
}

/** "Undo (Ctrl+Z)". */
export function title({ label, keys }: Action): string {
  return say('with-key', { label: say(label), key: keyWords(keys[0]!) });
}
