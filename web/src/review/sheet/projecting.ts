/** Makes the projection of a series: one picture for all frames of a size. */
import { computed, signal } from '@preact/signals';
import type { SeenFrame } from '../../case/approve';
import type { Series } from '../../case/group';
import { isStale } from '../../case/model';
import { item } from '../../case/store';
import { wantOf, whenIdle, type Want } from '../frames';
import { Accumulator } from './accumulate';
import type { Kind } from './mode';

export interface Group {
  accumulator: Accumulator;
  pixelAspect: number;
  /** In the order in which they were added, each with its place in the stack. */
  frames: (SeenFrame & { at: number })[];
  /** Pictures that stood on the screen long enough. */
  seen: Set<Kind>;
}

export interface Projected {
  /** What it was made of. */
  key: string;
  total: number;
  done: number;
  /** Frames that cannot be decoded. */
  failed: number;
  state: 'running' | 'done' | 'stopped';
  groups: Group[];
}

/** Milliseconds between two drawings while frames are added. */
const OFTEN = 400;

export const projected = signal<Projected | null>(null);
/** Which of its pictures is shown, where images have several sizes. */
export const chosen = signal(0);
export const shownGroup = computed(() => {
  const groups = projected.value?.groups ?? [];
  return groups[Math.min(chosen.value, groups.length - 1)] ?? null;
});
let undo: (() => void)[] = [];

interface Source {
  want: Want;
  at: number;
  pixelAspect: number;
}

/** The frames that leave with a series, as they stand now. What is being written has no picture yet. */
function sources(series: Series): Source[] {
  return series.stack.flatMap(({ id, frame }, at) => {
    const each = item(id);
    if (!each?.candidate?.digest || each.leftOut || isStale(each)) return [];
    const want = wantOf(each, frame);
    return want ? [{ want, at, pixelAspect: each.instance!.image!.pixelAspect }] : [];
  });
}

export function keyOf(series: Series): string {
  return sources(series).map(({ want }) => want.key).join();
}

export function project(series: Series): void {
  stop();
  const all = sources(series);
  const now: Projected = { key: keyOf(series), total: all.length, done: 0, failed: 0, state: all.length ? 'running' : 'done', groups: [] };
  projected.value = now;
  chosen.value = 0;
  let told = 0;
  const tell = () => {
    if (now.done === now.total) now.state = 'done';
    else if (performance.now() - told < OFTEN) return;
    told = performance.now();
    projected.value = { ...now };
  };
  undo = all.map(({ want, at, pixelAspect }) =>
    whenIdle(want, (frame) => {
      now.done += 1;
      if (frame) {
        let group = now.groups.find(({ accumulator }) => accumulator.fits(frame));
        if (!group) now.groups.push((group = { accumulator: new Accumulator(frame), pixelAspect, frames: [], seen: new Set() }));
        group.accumulator.add(frame);
        group.frames.push({ id: want.id, serial: want.serial, frame: want.frame, at });
      } else now.failed += 1;
      tell();
    }),
  );
}

/** Ends the work; what was added until now stays to be looked at. */
export function stop(): void {
  for (const takeBack of undo) takeBack();
  undo = [];
  if (projected.value?.state === 'running') projected.value = { ...projected.value, state: 'stopped' };
}

export function forgetProjection(): void {
  stop();
  projected.value = null;
}
