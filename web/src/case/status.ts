/** What stands beside a series: how far its review is. Pure. */
import type { Series } from './group';
import { canApprove, frameCount, isStale, unshowable, type Item } from './model';
import { isEnough, seenFrames } from './seen';

export type SeriesState = 'left out' | 'approved' | 'waived' | 'writing' | 'cannot be shown' | 'ready' | 'needs eyes';

export interface SeriesStatus {
  state: SeriesState;
  /** Frames of what is not left out. */
  frames: number;
  seen: number;
  /** Instances that are left out. */
  leftOut: number;
  /** Instances of which an image cannot be shown. */
  unshowable: number;
  /** Instances whose candidate is being written or digested. */
  writing: number;
}

export function statusOf(series: Series, get: (id: string) => Item | undefined): SeriesStatus {
  const status: SeriesStatus = { state: 'needs eyes', frames: 0, seen: 0, leftOut: 0, unshowable: 0, writing: 0 };
  let approved = 0;
  let waived = 0;
  let ready = 0;
  for (const id of series.ids) {
    const item = get(id);
    if (!item) continue;
    if (item.leftOut) {
      status.leftOut += 1;
      continue;
    }
    status.frames += frameCount(item);
    status.seen += seenFrames(item);
    if (unshowable(item) !== null) status.unshowable += 1;
    if (isStale(item) || !item.candidate?.digest) status.writing += 1;
    if (item.approval) approved += 1;
    if (item.approval?.waiver) waived += 1;
    if (canApprove(item)) ready += 1;
  }
  const staying = series.ids.length - status.leftOut;
  if (staying === 0) status.state = 'left out';
  else if (approved === staying) status.state = waived ? 'waived' : 'approved';
  else if (status.unshowable) status.state = 'cannot be shown';
  else if (ready === staying) status.state = 'ready';
  else if (status.writing) status.state = 'writing';
  return status;
}

/** Instances that were seen whole but wait for something else are not counted as open. */
export function openFrames(series: Series, get: (id: string) => Item | undefined): number {
  return series.ids.reduce((sum, id) => {
    const item = get(id);
    if (!item || item.leftOut || item.waiver !== null) return sum;
    return sum + item.seen.reduce((open, how) => open + (isEnough(item, how) ? 0 : 1), 0);
  }, 0);
}
