/** What a redaction holds for, in the words in which somebody chooses it. Pure. */
import type { Frames, ShapeSubject, Target } from '../../case/shapes';

/** `frames` is all of one object, `range` some neighbours: frames of an object, or images of a series. */
export type Scope = 'frame' | 'range' | 'frames' | 'series' | 'case';

/** The image on the screen, and its place. */
export interface Here {
  subject: ShapeSubject;
  frame: number;
  /** Place of the image in its series. */
  index: number;
  /** The images of the series in reading order; null for those that a range cannot take: of another size, or with frames. */
  stack: readonly (string | null)[];
}

export function scopeOf(target: Target): Scope {
  return target.kind === 'images' ? 'range' : target.kind;
}

/** The scopes that an image can have at all; a crop is the same in all frames. */
export function scopes({ subject, stack }: Here, crop = false): Scope[] {
  if (subject.frames > 1 && crop) return ['frames', 'series', 'case'];
  if (subject.frames > 1) return ['frame', 'range', 'frames', 'series', 'case'];
  return stack.length > 1 ? ['frames', 'range', 'series', 'case'] : ['frames', 'series', 'case'];
}

/** The longest range; counted from 0. */
export function wholeRange({ subject, stack }: Here): Frames {
  return [0, (subject.frames > 1 ? subject.frames : stack.length) - 1];
}

/** From the shown image to the end, where nobody said otherwise. */
export function usualRange(here: Here): Frames {
  return [here.subject.frames > 1 ? here.frame : here.index, wholeRange(here)[1]];
}

/** The range as somebody typed it, within the object or series. */
export function sound([first, last]: Frames, here: Here): Frames {
  const [lowest, highest] = wholeRange(here);
  const within = (number: number) => Math.min(highest, Math.max(lowest, Math.round(number)));
  return [within(Math.min(first, last)), within(Math.max(first, last))];
}

export function targetFor(scope: Scope, range: Frames, here: Here): Target {
  const { id, series, rows, columns, frames } = here.subject;
  if (scope === 'series') return { kind: 'series', series, rows, columns };
  if (scope === 'case') return { kind: 'case', rows, columns };
  if (scope === 'frame' && frames > 1) return { kind: 'frame', item: id, frame: here.frame };
  if (scope === 'range') {
    const [first, last] = sound(range, here);
    if (frames > 1) return { kind: 'range', item: id, first, last };
    const items = here.stack.slice(first, last + 1).filter((each) => each !== null);
    if (items.length > 0) return { kind: 'images', items };
  }
  return { kind: 'frames', item: id };
}

/** The range of a target, where it has one. */
export function rangeOf(target: Target, here: Here): Frames {
  if (target.kind === 'range') return [target.first, target.last];
  if (target.kind === 'images') {
    const places = target.items.map((id) => here.stack.indexOf(id)).filter((at) => at >= 0);
    if (places.length > 0) return [Math.min(...places), Math.max(...places)];
  }
  return usualRange(here);
}
