/** Undo and redo: a list of deltas over the shapes, each of which can be turned round. Pure. */
import type { Shape } from './shapes';

export interface Delta {
  readonly before: readonly Shape[];
  readonly after: readonly Shape[];
}

export interface Drawing {
  readonly shapes: readonly Shape[];
  readonly done: readonly Delta[];
  readonly undone: readonly Delta[];
}

export const EMPTY: Drawing = { shapes: [], done: [], undone: [] };

function replace(shapes: readonly Shape[], out: readonly Shape[], into: readonly Shape[]): Shape[] {
  const gone = new Set(out.map((shape) => shape.id));
  const fresh = new Map(into.map((shape) => [shape.id, shape]));
  const kept: Shape[] = [];
  for (const shape of shapes) {
    const successor = fresh.get(shape.id);
    if (successor) {
      // A shape that was only moved keeps its place in the list.
      kept.push(successor);
      fresh.delete(shape.id);
    } else if (!gone.has(shape.id)) kept.push(shape);
  }
  return [...kept, ...fresh.values()];
}

function commit(drawing: Drawing, delta: Delta): Drawing {
  return {
    shapes: replace(drawing.shapes, delta.before, delta.after),
    done: [...drawing.done, delta],
    undone: [],
  };
}

export function add(drawing: Drawing, ...shapes: readonly Shape[]): Drawing {
  return shapes.length ? commit(drawing, { before: [], after: shapes }) : drawing;
}

export function change(drawing: Drawing, shape: Shape): Drawing {
  const before = drawing.shapes.find((each) => each.id === shape.id);
  if (!before || JSON.stringify(before) === JSON.stringify(shape)) return drawing;
  return commit(drawing, { before: [before], after: [shape] });
}

export function remove(drawing: Drawing, id: string): Drawing {
  const before = drawing.shapes.filter((each) => each.id === id);
  return before.length ? commit(drawing, { before, after: [] }) : drawing;
}

export function undo(drawing: Drawing): Drawing {
  const delta = drawing.done.at(-1);
  if (!delta) return drawing;
  return {
    shapes: replace(drawing.shapes, delta.after, delta.before),
    done: drawing.done.slice(0, -1),
    undone: [...drawing.undone, delta],
  };
}

export function redo(drawing: Drawing): Drawing {
  const delta = drawing.undone.at(-1);
  if (!delta) return drawing;
  return {
    shapes: replace(drawing.shapes, delta.before, delta.after),
    done: [...drawing.done, delta],
    undone: drawing.undone.slice(0, -1),
  };
}
