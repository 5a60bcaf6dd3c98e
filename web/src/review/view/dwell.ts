/**
 * Tells when a frame was looked at: it stood whole on the screen for 150 ms without a break,
 * with the tab visible and nothing laid over it.
 */
export interface Painted {
  id: string;
  serial: number;
  frame: number;
}

/** 150 ms, and one refresh of the screen between the drawing and its being there. */
const LONG_ENOUGH = 170;

export class Dwell {
  private key = '';
  private timer = 0;

  constructor(private readonly seen: (painted: Painted) => void) {}

  /** Called with every drawing; null for one that does not count. */
  painted(painted: Painted | null): void {
    const key = painted && watched() ? `${painted.serial}/${painted.frame}` : '';
    if (key === this.key) return;
    this.key = key;
    clearTimeout(this.timer);
    if (!painted || !key) return;
    this.timer = window.setTimeout(() => {
      if (watched() && this.key === key) this.seen(painted);
      else this.key = '';
    }, LONG_ENOUGH);
  }

  /** What is on the screen now has to stand for the whole time once more. */
  interrupt(): void {
    clearTimeout(this.timer);
    this.key = '';
  }
}

/** Somebody can see the page, and nothing is laid over it. */
export function watched(): boolean {
  return document.visibilityState === 'visible' && document.querySelector('dialog[open], :popover-open') === null;
}
