/**
 * Undo and redo: a list of what somebody did, each entry of which can be turned round. Pure.
 *
 * Redactions and annotations stand here with what was done to them. Rules stand in the profile; of approvals and waivers, and of
 * what was left out, it is only known which files they were for: `undo.ts` turns those round.
 */
import type { Annotation } from './annotations';
import type { Strategy } from '../engine/types';
import type { Scope } from './only';
import type { Shape } from './shapes';

/** What somebody decided on files. */
export interface Decision {
  readonly kind: 'leave out' | 'take in' | 'approve' | 'waive';
  readonly ids: readonly string[];
}

/** What somebody said of an attribute at Tags, and what was said before; null where nothing is. */
export interface RuleChange {
  readonly kind: 'rule';
  readonly scope: Scope;
  readonly path: string;
  readonly before: Strategy | null;
  readonly after: Strategy | null;
}

export type Delta =
  | { readonly kind: 'draw'; readonly before: readonly Shape[]; readonly after: readonly Shape[] }
  | { readonly kind: 'annotate'; readonly before: readonly Annotation[]; readonly after: readonly Annotation[] }
  | RuleChange
  | Decision;

export interface Drawing {
  readonly shapes: readonly Shape[];
  readonly annotations: readonly Annotation[];
  readonly done: readonly Delta[];
  readonly undone: readonly Delta[];
}

export const EMPTY: Drawing = { shapes: [], annotations: [], done: [], undone: [] };

function replace<T extends { readonly id: string }>(shapes: readonly T[], out: readonly T[], into: readonly T[]): T[] {
  const gone = new Set(out.map((shape) => shape.id));
  const fresh = new Map(into.map((shape) => [shape.id, shape]));
  const kept: T[] = [];
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
  return did(drawing, { kind: 'draw', before, after });
}

function did(drawing: Drawing, delta: Delta): Drawing {
  return { ...swap(drawing, delta, false), done: [...drawing.done, delta], undone: [] };
}

/** What a delta did, or the reverse of it. Rules and decisions are not turned round here. */
function swap(drawing: Drawing, delta: Delta, back: boolean): Drawing {
  if (delta.kind === 'draw') {
    const [out, into] = back ? [delta.after, delta.before] : [delta.before, delta.after];
    return { ...drawing, shapes: replace(drawing.shapes, out, into) };
  }
  if (delta.kind === 'annotate') {
    const [out, into] = back ? [delta.after, delta.before] : [delta.before, delta.after];
    return { ...drawing, annotations: replace(drawing.annotations, out, into) };
  }
  return drawing;
}

/** Of the annotations these come, and `before` of them those go or were so. */
export function annotate(drawing: Drawing, before: readonly Annotation[], after: readonly Annotation[]): Drawing {
  return JSON.stringify(before) === JSON.stringify(after) ? drawing : did(drawing, { kind: 'annotate', before, after });
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
export function remember(drawing: Drawing, delta: Decision): Drawing {
  return delta.ids.length ? did(drawing, delta) : drawing;
}

/** A rule that somebody set. */
export function ruled(drawing: Drawing, delta: RuleChange): Drawing {
  return did(drawing, delta);
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
  const undone = comesBack(delta) ? [...drawing.undone, delta] : drawing.undone;
  return { drawing: { ...swap(drawing, delta, true), done: drawing.done.slice(0, -1), undone }, delta };
}

export function redo(drawing: Drawing): Step | null {
  const delta = drawing.undone.at(-1);
  if (!delta) return null;
  return { drawing: { ...swap(drawing, delta, false), done: [...drawing.done, delta], undone: drawing.undone.slice(0, -1) }, delta };
}
