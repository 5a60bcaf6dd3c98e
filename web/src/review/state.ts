/** What the review step shows: which series, which frame, how. */
import { computed, signal } from '@preact/signals';
import type { Frame } from '../engine/types';
import type { Series } from '../case/group';
import type { Item } from '../case/model';
import { allSeries, item, marks, structure } from '../case/store';
import { statusOf } from '../case/status';
import { voiOfFile, type Voi } from './pixels/voi';
import type { Rect } from './shapes/rect';
import { FIT, type View } from './view/geometry';

export type Tool = 'window' | 'pan' | 'zoom' | 'redact';
export type Scope = 'frame' | 'frames' | 'series';

/** How a series is shown. The window is a rule, since each frame may carry its own. */
export interface Display {
  voi: (frame: Frame) => Voi;
  inverted: boolean;
  view: View;
}

export const DEFAULT_DISPLAY: Display = { voi: voiOfFile, inverted: false, view: FIT };

export const tool = signal<Tool>('window');
export const scope = signal<Scope>('frames');
export const tab = signal<'tags' | 'redactions'>('tags');
/** The shape that Delete would remove. */
export const selected = signal<string | null>(null);
/** A rectangle while it is drawn, moved or resized; `id` is null for a new one. */
export const draft = signal<{ id: string | null; rect: Rect } | null>(null);
export const playing = signal(false);
/** Frames in a second. At up to five each one stays long enough to count as seen. */
export const rate = signal(5);
/** The decoded frame on the screen. */
export const shown = signal<Frame | null>(null);
/** True when `shown` is the frame of the present place, and not the one before it. */
export const inPlace = signal(false);
export const waiving = signal(false);

const chosen = signal<string | null>(null);
const places = signal<Readonly<Record<string, number>>>({});
const displays = signal<Readonly<Record<string, Display>>>({});

export const series = computed<Series | null>(
  () => allSeries.value.find((each) => each.uid === chosen.value) ?? allSeries.value[0] ?? null,
);

/** Place in the stack of the series, from 0. */
export const index = computed(() => {
  const now = series.value;
  return now ? Math.min(places.value[now.uid] ?? 0, now.stack.length - 1) : 0;
});

export const place = computed(() => series.value?.stack[index.value] ?? null);

export const shownItem = computed<Item | null>(() => {
  void structure.value;
  void marks.value;
  return (place.value && item(place.value.id)) ?? null;
});

export const status = computed(() => {
  void marks.value;
  return series.value && statusOf(series.value, item);
});

export const display = computed<Display>(() => displays.value[series.value?.uid ?? ''] ?? DEFAULT_DISPLAY);

export function choose(uid: string): void {
  if (chosen.value === uid) return;
  playing.value = false;
  selected.value = null;
  draft.value = null;
  chosen.value = uid;
}

export function go(to: number): void {
  const now = series.value;
  if (!now) return;
  const inside = Math.min(now.stack.length - 1, Math.max(0, to));
  places.value = { ...places.value, [now.uid]: inside };
}

export function setDisplay(change: Partial<Display>): void {
  const now = series.value;
  if (now) displays.value = { ...displays.value, [now.uid]: { ...display.value, ...change } };
}

/** A new case starts with nothing remembered. */
export function forgetReview(): void {
  waiving.value = false;
  inPlace.value = false;
  places.value = {};
  displays.value = {};
  chosen.value = null;
  selected.value = null;
  draft.value = null;
  shown.value = null;
  playing.value = false;
  // A computed value remembers its last answer until it is asked again.
  for (const derived of [shownItem, status, display]) void derived.value;
}
