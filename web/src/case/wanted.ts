/** Decides what each candidate has to be written from, and notices when that is not what it is. */
import type { Crop, Redaction } from '../engine/types';
import type { Item } from './model';
import { showsTheSame } from './profile-marks';
import { changedFrames, cropFor, redactionsFor, type Shape, type ShapeSubject } from './shapes';

/** An instance as shapes know it, with the size of its source; null where it has no image. */
export function subjectOf({ id, instance }: Item): ShapeSubject | null {
  const image = instance?.image;
  if (!image) return null;
  const [columns, rows] = instance.redactions?.crop?.size ?? [image.columns, image.rows];
  return { id, series: instance.series.uid, rows, columns, frames: image.frames };
}

/** The redactions of one instance as they stand. */
export function redactionsOf(item: Item, shapes: readonly Shape[]): Redaction[] {
  const subject = subjectOf(item);
  return subject ? redactionsFor(shapes, subject) : [];
}

export function readRedactions(mark: string): Redaction[] {
  return JSON.parse(mark.split('|')[1] ?? '[]') as Redaction[];
}

/** What the image is cut to. */
export function readCrop(mark: string): Crop | null {
  return JSON.parse(mark.split('|')[4] ?? 'null') as Crop | null;
}

/** The mark of the profile. */
export function readRules(mark: string): string {
  return mark.split('|')[3] ?? '';
}

/** The same, with the mark of another profile. */
export function withRules(mark: string, rules: string): string {
  return mark.split('|').with(3, rules).join('|');
}

function markOf(item: Item, shapes: readonly Shape[], rules: string): string | null {
  if (!item.plan) return null;
  const subject = subjectOf(item);
  const pixels = item.waiver === null ? 'reviewed' : 'waived';
  const cut = subject && cropFor(shapes, subject);
  const crop = cut ? `|${JSON.stringify(cut)}` : '';
  return `${item.plan.mark}|${JSON.stringify(redactionsOf(item, shapes))}|${pixels}|${rules}${crop}`;
}

/**
 * What has to change in the record, or null when it is as wanted: the approval goes, and what was seen of changed frames.
 * `rules` is the mark of the profile, as it holds for this file (`rulesMark`).
 */
export function wish(item: Item, shapes: readonly Shape[], rules: string): Partial<Item> | null {
  const wanted = markOf(item, shapes, rules);
  if (wanted === item.wanted) return null;
  if (item.wanted === null || wanted === null) return { wanted, approval: null };
  const alike =
    showsTheSame(readRules(item.wanted), readRules(wanted)) &&
    JSON.stringify(readCrop(item.wanted)) === JSON.stringify(readCrop(wanted));
  const changed = alike
    ? changedFrames(readRedactions(item.wanted), readRedactions(wanted))
    : null;
  const seen = item.seen.map((before, frame) => (changed === null || changed.has(frame) ? 0 : before));
  return { wanted, approval: null, seen };
}

