/**
 * What the review step shows. What is said of "the" series, image or frame is said of the viewport in use: the tools, the
 * inspector and the scrubber belong to it.
 */
import { computed, signal } from '@preact/signals';
import { item, marks } from '../case/store';
import { statusOf } from '../case/status';
import type { Frames } from '../case/shapes';
import type { Draft } from './shapes/draft';
import type { Scope } from './shapes/scope';
import { Viewport, type Display } from './view/viewport';

export type Tool = 'window' | 'scroll' | 'pan' | 'zoom' | 'redact' | 'crop' | 'annotate';

/** A finger has no wheel: there it scrolls first. */
const FIRST: Tool = globalThis.matchMedia?.('(pointer: coarse)').matches ? 'scroll' : 'window';

export const tool = signal<Tool>(FIRST);
export const scope = signal<Scope>('frames');
/** Where `scope` is a range: its first and last frame or image, from 0; null for the usual one. */
export const range = signal<Frames | null>(null);
export const tab = signal<'tags' | 'redactions' | 'teaching'>('tags');
/** The shape that Delete would remove. */
export const selected = signal<string | null>(null);
export const draft = signal<Draft | null>(null);
export const playing = signal(false);
/** Frames in a second. At up to five each one stays long enough to count as seen. */
export const rate = signal(5);
export const waiving = signal(false);
export const magnifying = signal(false);
/** The words at the edges of the viewports. */
export const texts = signal(true);

/** From left to right. */
export const viewports = signal<readonly Viewport[]>([new Viewport()]);
const inUse = signal(0);
export const viewport = computed(() => viewports.value[inUse.value] ?? viewports.value[0]!);

/** Where each viewport stood when they were linked to scroll as one; null while they are not. */
export const anchors = signal<ReadonlyMap<Viewport, { series: string; index: number }> | null>(null);

export const series = computed(() => viewport.value.series.value);
/** Place in the stack of the series, from 0. */
export const index = computed(() => viewport.value.index.value);
export const place = computed(() => viewport.value.place.value);
export const shownItem = computed(() => viewport.value.item.value);
export const shown = computed(() => viewport.value.shown.value);
export const inPlace = computed(() => viewport.value.inPlace.value);
export const display = computed(() => viewport.value.display.value);

export const status = computed(() => {
  void marks.value;
  return series.value && statusOf(series.value, item);
});

/** Nothing that is half done goes over to another image. */
function settleDown(): void {
  playing.value = false;
  selected.value = null;
  draft.value = null;
  range.value = null;
}

export function activate(chosen: Viewport): void {
  if (chosen === viewport.value) return;
  settleDown();
  inUse.value = Math.max(0, viewports.value.indexOf(chosen));
}

export function choose(uid: string): void {
  if (viewport.value.choose(uid)) settleDown();
}

export function go(to: number): void {
  viewport.value.go(to);
}

export function setDisplay(change: Partial<Display>): void {
  viewport.value.setDisplay(change);
}

/** A new case starts with nothing remembered. */
export function forgetReview(): void {
  waiving.value = false;
  magnifying.value = false;
  anchors.value = null;
  settleDown();
  inUse.value = 0;
  viewports.value = viewports.value.slice(0, 1);
  viewport.value.forget();
  // A computed value remembers its last answer until it is asked again.
  for (const derived of [series, place, shownItem, shown, status, display]) void derived.value;
}
