/**
 * Redactions as the reviewer draws them: plain data in image coordinates, each with what it holds for. Pure.
 */
import type { Crop, Redaction } from '../engine/types';

/** First and last frame, counted from 0. */
export type Frames = readonly [first: number, last: number];

export type Target =
  | { kind: 'frame'; item: string; frame: number }
  | { kind: 'range'; item: string; first: number; last: number }
  | { kind: 'frames'; item: string }
  /** Some images of a series that have one frame each. */
  | { kind: 'images'; items: readonly string[] }
  /** All images of this size in a series; of each the frames that `only` names. */
  | { kind: 'series'; series: string; rows: number; columns: number; only?: Frames }
  /** The same, in the whole case. */
  | { kind: 'case'; rows: number; columns: number; only?: Frames };

/** What is blanked in an image: a form within the rectangle, or all that lies outside of it. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly kind: 'rectangle' | 'ellipse' | 'polygon';
  /** The corners of a polygon, columns and rows; its rectangle is the one around them. */
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly fill: 'black' | 'white' | 'background';
  /** True to keep only what lies inside. */
  readonly outside: boolean;
}

export interface Shape extends Area {
  readonly id: string;
  readonly target: Target;
  /** Of the image only this rectangle is left. */
  readonly crop?: true;
}

/** What a shape needs to know of an instance to tell whether it holds for it. */
export interface ShapeSubject {
  id: string;
  series: string;
  rows: number;
  columns: number;
  frames: number;
}

export function rectangle(rect: { x: number; y: number; width: number; height: number }): Area {
  const { x, y, width, height } = rect;
  return { x, y, width, height, kind: 'rectangle', points: [], fill: 'black', outside: false };
}

/** By what they hold for: a shape for a large case is looked up, not searched. */
interface Index {
  byItem: Map<string, Shape[]>;
  bySeries: Map<string, Shape[]>;
  everywhere: Shape[];
}

const indexes = new WeakMap<readonly Shape[], Index>();

function into(map: Map<string, Shape[]>, key: string, shape: Shape): void {
  const found = map.get(key);
  if (found) found.push(shape);
  else map.set(key, [shape]);
}

function indexOf(shapes: readonly Shape[]): Index {
  const known = indexes.get(shapes);
  if (known) return known;
  const index: Index = { byItem: new Map(), bySeries: new Map(), everywhere: [] };
  for (const shape of shapes) {
    const { target } = shape;
    if (target.kind === 'case') index.everywhere.push(shape);
    else if (target.kind === 'series') into(index.bySeries, target.series, shape);
    else if (target.kind === 'images') for (const id of target.items) into(index.byItem, id, shape);
    else into(index.byItem, target.item, shape);
  }
  indexes.set(shapes, index);
  return index;
}

/** The shapes that hold for an instance: those drawn for it, then those for its series, then those for the case. */
export function shapesFor(shapes: readonly Shape[], subject: ShapeSubject): Shape[] {
  const { byItem, bySeries, everywhere } = indexOf(shapes);
  const sized = [...(bySeries.get(subject.series) ?? []), ...everywhere].filter(({ target }) => {
    return 'rows' in target && target.rows === subject.rows && target.columns === subject.columns;
  });
  return [...(byItem.get(subject.id) ?? []), ...sized];
}

/**
 * The frames of an instance that a target names, null for all of them. A frame that is not there is named all the same, once:
 * the engine refuses it.
 */
export function framesOf(target: Target, frames: number): number[] | null {
  if (target.kind === 'frame') return [target.frame];
  const range = target.kind === 'range' ? [target.first, target.last] : 'only' in target ? target.only : undefined;
  if (!range) return null;
  const [first, last] = range as Frames;
  const end = Math.max(first, Math.min(last, frames));
  return Array.from({ length: end - first + 1 }, (_, at) => first + at);
}

export function isOnFrame(target: Target, frame: number): boolean {
  if (target.kind === 'frame') return target.frame === frame;
  if (target.kind === 'range') return target.first <= frame && frame <= target.last;
  const only = 'only' in target ? target.only : undefined;
  return !only || (only[0] <= frame && frame <= only[1]);
}

/** As the engine takes it: what is as usual is not said. */
export function redactionOf(area: Area, frame: number | null): Redaction {
  const { x, y, width, height, kind, points, fill, outside } = area;
  return {
    frame,
    x,
    y,
    width,
    height,
    ...(kind === 'rectangle' ? {} : { shape: kind }),
    ...(kind === 'polygon' ? { points } : {}),
    ...(fill === 'black' ? {} : { fill }),
    ...(outside ? { outside } : {}),
  };
}

/** What the engine is asked to blank in one instance. */
export function redactionsFor(shapes: readonly Shape[], subject: ShapeSubject): Redaction[] {
  return shapesFor(shapes, subject).flatMap((shape) =>
    shape.crop ? [] : (framesOf(shape.target, subject.frames) ?? [null]).map((frame) => redactionOf(shape, frame)),
  );
}

/** What one instance is cut to: what was drawn for it goes before what was drawn for its series, and that before the case. */
export function cropFor(shapes: readonly Shape[], subject: ShapeSubject): Crop | null {
  const found = shapesFor(shapes, subject).find(({ crop }) => crop);
  return found ? cropOf(found) : null;
}

export function cropOf({ x, y, width, height }: Area): Crop {
  return { x, y, width, height };
}

/** The frames whose pixels differ between two lists of redactions; null stands for all of them. */
export function changedFrames(before: readonly Redaction[], after: readonly Redaction[]): Set<number> | null {
  const key = (redaction: Redaction) => JSON.stringify(redaction);
  const old = new Set(before.map(key));
  const fresh = new Set(after.map(key));
  const changed = [
    ...before.filter((redaction) => !fresh.has(key(redaction))),
    ...after.filter((redaction) => !old.has(key(redaction))),
  ];
  if (changed.some((redaction) => redaction.frame === null)) return null;
  return new Set(changed.map((redaction) => redaction.frame as number));
}
