/** What is proposed to be blanked, and whether redactions have done it already. Pure. */
import { isOnFrame, rectangle, type Area, type Shape, type ShapeSubject, type Target } from '../../case/shapes';
import type { Proposal } from '../../engine/types';

/** A proposal for one instance. */
export interface Proposed {
  readonly subject: ShapeSubject;
  readonly proposal: Proposal;
}

/** The same for proposals that say the same, in whichever image: a list shows them once. */
export function likeness({ x, y, width, height, frame, keep, source }: Proposal): string {
  return JSON.stringify([source, x, y, width, height, frame, keep]);
}

export function areaOf(proposal: Proposal): Area {
  return { ...rectangle(proposal), outside: proposal.keep };
}

interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

function contains(outer: Rect, inner: Rect): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  );
}

function apart(one: Rect, other: Rect): boolean {
  return (
    one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y
  );
}

/** True where a redaction or crop takes away all that is meant, on all frames that are meant. */
function covers(shape: Shape, proposal: Proposal): boolean {
  const { target } = shape;
  const whole = target.kind !== 'frame' && target.kind !== 'range' && !('only' in target && target.only);
  if (proposal.frame === null ? !whole : !isOnFrame(target, proposal.frame)) return false;
  const keeps = shape.outside || shape.crop === true;
  // Of an ellipse or a polygon the corners stay, or go.
  if (keeps) return proposal.keep ? contains(proposal, shape) : apart(shape, proposal);
  return shape.kind === 'rectangle' && !proposal.keep && contains(shape, proposal);
}

export function isCovered(proposal: Proposal, shapes: readonly Shape[]): boolean {
  return shapes.some((shape) => covers(shape, proposal));
}

/**
 * Redactions for proposals, as few as can be. What is proposed alike for all images of a size in a series becomes one for the
 * series; `imagesLike` tells how many there are.
 */
export function shapesOf(accepted: readonly Proposed[], imagesLike: (subject: ShapeSubject) => number): Omit<Shape, 'id'>[] {
  const groups = new Map<string, Proposed[]>();
  for (const each of accepted) {
    const { series, rows, columns } = each.subject;
    const key = `${likeness(each.proposal)}|${series}|${rows}|${columns}`;
    const known = groups.get(key);
    if (known) known.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()].flatMap((group) =>
    targetsOf(group, imagesLike).map((target) => ({ ...areaOf(group[0]!.proposal), target })),
  );
}

function targetsOf(group: readonly Proposed[], imagesLike: (subject: ShapeSubject) => number): Target[] {
  const { subject, proposal } = group[0]!;
  const { frame } = proposal;
  if (frame !== null) return group.map(({ subject: { id } }) => ({ kind: 'frame', item: id, frame }));
  const { series, rows, columns } = subject;
  if (group.length > 1 && group.length === imagesLike(subject)) return [{ kind: 'series', series, rows, columns }];
  const single = group.filter(({ subject: { frames } }) => frames === 1).map(({ subject: { id } }) => id);
  const others = group.filter(({ subject: { frames } }) => frames > 1);
  return [
    ...(single.length > 1 ? [{ kind: 'images', items: single } as const] : single.map((item) => ({ kind: 'frames', item }) as const)),
    ...others.map(({ subject: { id } }) => ({ kind: 'frames', item: id }) as const),
  ];
}
