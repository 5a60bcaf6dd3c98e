/** A box that the arrows move over a projection, for whoever has no mouse: what stands out in it leads to its frame. */
import { computed, signal } from '@preact/signals';
import { move } from '../actions/navigate';
import type { Part } from './accumulate';
import { kind, mode } from './mode';
import { shownGroup } from './projecting';

/** Its side, as a part of the longer side of the picture. */
const SIDE = 1 / 24;

const placed = signal<{ key: object; box: Part } | null>(null);

/** Null until an arrow calls it, for each picture anew. */
export const box = computed(() => (placed.value && placed.value.key === shownGroup.value?.accumulator ? placed.value.box : null));

/** The place in the stack of the frame that it leads to. */
export const boxLeadsTo = computed(() => {
  const group = shownGroup.value;
  return group && box.value ? group.frames[group.accumulator.frameIn(kind.value, box.value)]!.at : null;
});

function within(from: number, size: number): number {
  return Math.min(1 - size, Math.max(0, from));
}

/** It comes in the middle, and then goes half its side with each step. */
export function moveBox(right: number, down: number): void {
  const group = shownGroup.value;
  if (!group) return;
  const { accumulator, pixelAspect } = group;
  const side = SIDE * Math.max(accumulator.columns, accumulator.rows * pixelAspect);
  const [width, height] = [Math.min(1, side / accumulator.columns), Math.min(1, side / (accumulator.rows * pixelAspect))];
  const before = box.value;
  const x = before ? within(before.x + (right * width) / 2, width) : (1 - width) / 2;
  const y = before ? within(before.y + (down * height) / 2, height) : (1 - height) / 2;
  placed.value = { key: accumulator, box: { x, y, width, height } };
}

export function goToBox(): void {
  const to = boxLeadsTo.value;
  if (to === null) return;
  move(to);
  mode.value = 'image';
}

export function forgetBox(): void {
  placed.value = null;
}
