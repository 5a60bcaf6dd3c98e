/** Decides what each candidate has to be written from, and notices when that is not what it is. */
import type { Redaction } from '../engine/types';
import type { Item } from './model';
import { changedFrames, redactionsFor, type Shape } from './shapes';

/** The redactions of one instance as they stand. */
export function redactionsOf(item: Item, shapes: readonly Shape[]): Redaction[] {
  const image = item.instance?.image;
  if (!item.instance || !image) return [];
  return redactionsFor(shapes, {
    id: item.id,
    series: item.instance.series.uid,
    rows: image.rows,
    columns: image.columns,
  });
}

export function readRedactions(mark: string): Redaction[] {
  return JSON.parse(mark.split('|')[1] ?? '[]') as Redaction[];
}

function markOf(item: Item, shapes: readonly Shape[]): string | null {
  if (!item.plan) return null;
  const pixels = item.waiver === null ? 'reviewed' : 'waived';
  return `${item.plan.mark}|${JSON.stringify(redactionsOf(item, shapes))}|${pixels}`;
}

/** What has to change in the record, or null when it is as wanted: the approval goes, and what was seen of changed frames. */
export function wish(item: Item, shapes: readonly Shape[]): Partial<Item> | null {
  const wanted = markOf(item, shapes);
  if (wanted === item.wanted) return null;
  if (item.wanted === null || wanted === null) return { wanted, approval: null };
  const changed = changedFrames(readRedactions(item.wanted), readRedactions(wanted));
  const seen = item.seen.map((before, frame) => (changed === null || changed.has(frame) ? 0 : before));
  return { wanted, approval: null, seen };
}

