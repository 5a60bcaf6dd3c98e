/**
 * Undo and redo: a list of what somebody did, each entry of which can be turned round. Pure.
 *
 * Redactions stand here with what was done to them. Of approvals and waivers, and of what was left out, it is only known which
 * files they were for: `undo.ts` turns those round.
 */
import type { Shape } from './shapes';

export type Delta =
  | { readonly kind: 'draw'; readonly before: readonly Shape[]; readonly after: readonly Shape[] }
  | { readonly kind: 'leave out' | 'take in' | 'approve' | 'waive'; readonly ids: readonly string[] };

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

function commit(drawing: Drawing, before: readonly Shape[], after: readonly Shape[]): Drawing {
  return {
    shapes: replace(drawing.shapes, before, after),
    done: [...drawing.done, { kind: 'draw', before, after }],
    undone: [],
  };
}

/** These come, and `instead` of them those go: one step. */
export function add(drawing: Drawing, shapes: readonly Shape[], instead: readonly Shape[] = []): Drawing {
  return shapes.length ? commit(drawing, instead, shapes) : drawing;
}

export function change(drawing: Drawing, shape: Shape): Drawing {
  const before = drawing.shapes.find((each) => each.id === shape.id);
  if (!before || JSON.stringify(before) === JSON.stringify(shape)) return drawing;
  return commit(drawing, [before], [shape]);
}

export function remove(drawing: Drawing, ids: ReadonlySet<string>): Drawing {
  const before = drawing.shapes.filter((each) => ids.has(each.id));
  return before.length ? commit(drawing, before, []) : drawing;
}

/** Something else that somebody did, at which shapes stay as they are. */
export function remember(drawing: Drawing, delta: Exclude<Delta, { kind: 'draw' }>): Drawing {
  return delta.ids.length ? { ...drawing, done: [...drawing.done, delta], undone: [] } : drawing;
}

export interface Step {
  readonly drawing: Drawing;
  /** What was turned round, or done again. */
  readonly delta: Delta;
}

/** A decision that was taken back is given anew by a person only: redo never approves. */
function comesBack({ kind }: Delta): boolean {
  return kind !== 'approve' && kind !== 'waive';
}

export function undo(drawing: Drawing): Step | null {
  const delta = drawing.done.at(-1);
  if (!delta) return null;
  const shapes = delta.kind === 'draw' ? replace(drawing.shapes, delta.after, delta.before) : drawing.shapes;
  const undone = comesBack(delta) ? [...drawing.undone, delta] : drawing.undone;
  return { drawing: { shapes, done: drawing.done.slice(0, -1), undone }, delta };
}

export function redo(drawing: Drawing): Step | null {
  const delta = drawing.undone.at(-1);
  if (!delta) return null;
  const shapes = delta.kind === 'draw' ? replace(drawing.shapes, delta.before, delta.after) : drawing.shapes;
  return { drawing: { shapes, done: [...drawing.done, delta], undone: drawing.undone.slice(0, -1) }, delta };
}
