/** Decides what each candidate has to be written from, and notices when that is not what it is. */
import type { Redaction } from '../engine/types';
import type { Item } from './model';
import { showsTheSame } from './profile-marks';
import { changedFrames, redactionsFor, type Shape, type ShapeSubject } from './shapes';

/** An instance as shapes know it; null where it has no image. */
export function subjectOf({ id, instance }: Item): ShapeSubject | null {
  const image = instance?.image;
  if (!image) return null;
  return { id, series: instance.series.uid, rows: image.rows, columns: image.columns, frames: image.frames };
}

/** The redactions of one instance as they stand. */
export function redactionsOf(item: Item, shapes: readonly Shape[]): Redaction[] {
  const subject = subjectOf(item);
  return subject ? redactionsFor(shapes, subject) : [];
}

export function readRedactions(mark: string): Redaction[] {
  return JSON.parse(mark.split('|')[1] ?? '[]') as Redaction[];
}

/** The mark of the profile. */
export function readRules(mark: string): string {
  return mark.split('|')[3] ?? '';
}

function markOf(item: Item, shapes: readonly Shape[], rules: string): string | null {
  if (!item.plan) return null;
  const pixels = item.waiver === null ? 'reviewed' : 'waived';
  return `${item.plan.mark}|${JSON.stringify(redactionsOf(item, shapes))}|${pixels}|${rules}`;
}

/**
 * What has to change in the record, or null when it is as wanted: the approval goes, and what was seen of changed frames.
 * `rules` is the mark of the profile (`profileMark`).
 */
export function wish(item: Item, shapes: readonly Shape[], rules: string): Partial<Item> | null {
  const wanted = markOf(item, shapes, rules);
  if (wanted === item.wanted) return null;
  if (item.wanted === null || wanted === null) return { wanted, approval: null };
  const changed = showsTheSame(readRules(item.wanted), readRules(wanted))
    ? changedFrames(readRedactions(item.wanted), readRedactions(wanted))
    : null;
  const seen = item.seen.map((before, frame) => (changed === null || changed.has(frame) ? 0 : before));
  return { wanted, approval: null, seen };
}

