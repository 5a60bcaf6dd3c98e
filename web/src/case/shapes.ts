/**
 * Redactions as the reviewer draws them: plain data in image coordinates, each with what it holds for. Pure.
 */
import type { Redaction } from '../engine/types';

export type Target =
  | { kind: 'frame'; item: string; frame: number }
  | { kind: 'frames'; item: string }
  | { kind: 'series'; series: string; rows: number; columns: number };

export interface Shape {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly target: Target;
}

/** What a shape needs to know of an instance to tell whether it holds for it. */
export interface ShapeSubject {
  id: string;
  series: string;
  rows: number;
  columns: number;
}

export function holdsFor(shape: Shape, subject: ShapeSubject): boolean {
  const { target } = shape;
  if (target.kind !== 'series') return target.item === subject.id;
  return target.series === subject.series && target.rows === subject.rows && target.columns === subject.columns;
}

/** What the engine is asked to blank in one instance. */
export function redactionsFor(shapes: readonly Shape[], subject: ShapeSubject): Redaction[] {
  return shapes
    .filter((shape) => holdsFor(shape, subject))
    .map(({ x, y, width, height, target }) => ({
      frame: target.kind === 'frame' ? target.frame : null,
      x,
      y,
      width,
      height,
    }));
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
