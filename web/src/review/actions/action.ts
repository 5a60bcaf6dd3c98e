/**
 * What a reviewer can do, each thing once: the toolbar, the shortcuts and the names in tooltips are derived from the list in
 * `index.ts`.
 */
import type { IconName } from '../../shared/icons';

export interface Action {
  name: string;
  label: string;
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

const WRITTEN: Record<string, string> = {
  ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→', PageDown: 'Page down', PageUp: 'Page up', Escape: 'Esc',
};

/** "Ctrl+Z", "Page down", as people read it. */
export function keyWords(key: string): string {
  return WRITTEN[key] ?? key;
}

/** "Undo (Ctrl+Z)". */
export function title(action: Action): string {
  return action.keys.length ? `${action.label} (${keyWords(action.keys[0]!)})` : action.label;
}
