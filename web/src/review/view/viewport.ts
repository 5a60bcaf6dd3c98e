/** One place for images: which series stands in it, where in the stack, and how it is shown. There are one or two of them. */
import { computed, signal } from '@preact/signals';
import type { Series } from '../../case/group';
import type { Item } from '../../case/model';
import { allSeries, item, marks, structure } from '../../case/store';
import type { Frame } from '../../engine/types';
import { voiOfFile, type Voi } from '../pixels/voi';
import { FIT, type Point, type Size, type View } from './geometry';

/** How a series is shown. The window is a rule, since each frame may carry its own. */
export interface Display {
  voi: (frame: Frame) => Voi;
  inverted: boolean;
  view: View;
}

export const DEFAULT_DISPLAY: Display = { voi: voiOfFile, inverted: false, view: FIT };

export interface ShownOf {
  id: string;
  frame: number;
  /** The mark of the candidate (`Item.wanted`); null for the file as it was added. */
  mark: string | null;
  /** Where its first column and row lie in the uncut image. */
  corner: Point;
}

export class Viewport {
  readonly size = signal<Size>({ width: 0, height: 0 });
  /** The decoded frame on the screen. */
  readonly shown = signal<Frame | null>(null);
  /** What `shown` was decoded from. */
  readonly shownOf = signal<ShownOf | null>(null);
  /** True when `shown` is the frame of the present place, and not the one before it. */
  readonly inPlace = signal(false);
  /** Where the mouse is, for the magnifier; null outside. */
  readonly pointer = signal<Point | null>(null);

  private readonly chosen = signal<string | null>(null);
  private readonly places = signal<Readonly<Record<string, number>>>({});
  private readonly displays = signal<Readonly<Record<string, Display>>>({});

  readonly series = computed<Series | null>(
    () => allSeries.value.find((each) => each.uid === this.chosen.value) ?? allSeries.value[0] ?? null,
  );

  /** Place in the stack of the series, from 0. */
  readonly index = computed(() => {
    const now = this.series.value;
    return now ? Math.min(this.places.value[now.uid] ?? 0, now.stack.length - 1) : 0;
  });

  readonly place = computed(() => this.series.value?.stack[this.index.value] ?? null);

  readonly item = computed<Item | null>(() => {
    void structure.value;
    void marks.value;
    return (this.place.value && item(this.place.value.id)) ?? null;
  });

  readonly display = computed<Display>(() => this.displays.value[this.series.value?.uid ?? ''] ?? DEFAULT_DISPLAY);

  /** False where it stood there already. */
  choose(uid: string): boolean {
    if (this.chosen.value === uid) return false;
    this.chosen.value = uid;
    return true;
  }

  go(to: number): void {
    const now = this.series.value;
    if (!now) return;
    const inside = Math.min(now.stack.length - 1, Math.max(0, to));
    this.places.value = { ...this.places.value, [now.uid]: inside };
  }

  setDisplay(change: Partial<Display>): void {
    const now = this.series.value;
    if (now) this.displays.value = { ...this.displays.value, [now.uid]: { ...this.display.value, ...change } };
  }

  forget(): void {
    this.shown.value = null;
    this.shownOf.value = null;
    this.inPlace.value = false;
    this.pointer.value = null;
    this.chosen.value = null;
    this.places.value = {};
    this.displays.value = {};
    // A computed value remembers its last answer until it is asked again.
    for (const derived of [this.series, this.item, this.display]) void derived.value;
  }
}
