/** Tells which of many frames that are on the screen together were there long enough, each without a break. */
import type { SeenFrame } from '../../case/approve';

export class Glances {
  /** By what is on the screen: since when; infinite for what was told already. */
  private since = new Map<string, { frame: SeenFrame; at: number }>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `watched` is false while nobody can see the page. */
  constructor(
    private readonly long: number,
    private readonly watched: () => boolean,
    private readonly seen: (frames: SeenFrame[]) => void,
    private readonly clock = () => performance.now(),
  ) {}

  /** Called whenever something else may be on the screen, with all that counts. */
  look(frames: readonly SeenFrame[]): void {
    const now = this.clock();
    const before = this.since;
    this.since = new Map();
    if (this.watched()) {
      for (const frame of frames) {
        const key = `${frame.serial}/${frame.frame}`;
        this.since.set(key, before.get(key) ?? { frame, at: now });
      }
    }
    this.wait(now);
  }

  /** What is on the screen now has to stand for the whole time once more. */
  interrupt(): void {
    clearTimeout(this.timer);
    this.since.clear();
  }

  private wait(now: number): void {
    clearTimeout(this.timer);
    const first = Math.min(...[...this.since.values()].map(({ at }) => at));
    if (Number.isFinite(first)) this.timer = setTimeout(() => this.tell(), Math.max(0, first + this.long - now));
  }

  private tell(): void {
    if (!this.watched()) return this.interrupt();
    const now = this.clock();
    const due = [...this.since.values()].filter(({ at }) => now - at >= this.long - 1);
    for (const each of due) each.at = Infinity;
    if (due.length) this.seen(due.map(({ frame }) => frame));
    this.wait(now);
  }
}
