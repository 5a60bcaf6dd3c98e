/** A person's decisions: approve, waive, leave out, seen. */
import type { Reason } from '../engine/types';
import type { Series } from './group';
import { remember, type Decision } from './history';
import { canApprove, isStale, unshowable, type Approval, type Item } from './model';
import { answer } from './question';
import { fromRuns, type Kept } from './saved';
import { BY_ITSELF, looked, seenToo, type How } from './seen';
import { drawing, item, patch, settle } from './store';

/** Waived files that are approved as soon as their new candidate and its digest are there. */
const waiting = new Set<string>();

/** What a saved case says of files, until their candidates and digests are there. */
const savedBefore = new Map<string, Kept>();

export function forgetWaiting(): void {
  waiting.clear();
  savedBefore.clear();
}

/** Every approval that was given here. Nothing else makes one, and whatever shares asks for a genuine one. */
const genuine = new WeakSet<Approval>();

export function isGenuine(approval: Approval): boolean {
  return genuine.has(approval);
}

/** For undo. */
function did(kind: Decision['kind'], ids: readonly string[]): void {
  drawing.value = remember(drawing.value, { kind, ids });
}

function approve(each: Item): void {
  const candidate = each.candidate!;
  if (!answer.value) return;
  const approval = Object.freeze({
    blob: candidate.blob,
    digest: candidate.digest!,
    waiver: each.waiver,
    looked: Object.freeze(looked([each])),
    answer: answer.value,
  });
  genuine.add(approval);
  patch(each.id, { approval });
}

export function approveSeries(series: Series): void {
  const staying = series.ids.map((id) => item(id)!).filter((each) => !each.leftOut);
  if (!staying.every(canApprove)) return;
  const fresh = staying.filter((each) => !each.approval);
  fresh.forEach(approve);
  did('approve', fresh.map(({ id }) => id));
  settle();
}

/**
 * Puts a file into quarantine whose bytes cannot be relied on any more. Its facts go as well: the plan
 * then takes the same object when it is added again.
 */
export function holdBack(id: string, reason: Reason): void {
  patch(id, {
    stage: 'quarantined', reason, facts: null, plan: null, wanted: null, refused: null, candidate: null, approval: null,
  });
  settle();
}

export function takeBackApproval(ids: readonly string[]): void {
  for (const id of ids) patch(id, { approval: null });
  settle();
}

/** May be waived: everything can be shown, whether or not it was seen. */
export function canWaive(series: Series): boolean {
  const staying = series.ids.map((id) => item(id)).filter((each) => each && !each.leftOut);
  return staying.length > 0 && staying.every((each) => unshowable(each!) === null);
}

/** First makes candidates that claim nothing about their pixels; these are approved when they are there. */
export function waiveSeries(series: Series, reason: string): void {
  if (!canWaive(series)) return;
  const staying = series.ids.filter((id) => !item(id)!.leftOut);
  for (const id of staying) {
    patch(id, { waiver: reason, approval: null });
    waiting.add(id);
  }
  did('waive', staying);
}

export function takeBackWaiver(ids: readonly string[]): void {
  for (const id of ids) {
    waiting.delete(id);
    patch(id, { waiver: null, approval: null });
  }
}

/** What was decided in a saved case holds for exactly the same bytes: now, or when the digest is there. */
export function decideAsSaved(id: string, kept: Kept): void {
  savedBefore.set(id, kept);
  restore(id);
}

function restore(id: string): void {
  const [each, kept] = [item(id), savedBefore.get(id)];
  if (!each?.candidate?.digest || !kept || isStale(each)) return;
  savedBefore.delete(id);
  const seen = each.candidate.digest === kept.digest ? fromRuns(kept.seen, each.seen.length) : null;
  if (!seen) return;
  patch(id, { seen });
  const now = item(id)!;
  if (kept.approved && !now.approval && canApprove(now)) approve(now);
}

export function afterDigest(id: string): void {
  restore(id);
  const each = item(id);
  // A plan or a redaction that changed meanwhile ends the waiting: such a candidate has to be looked at anew.
  if (!each || isStale(each) || !waiting.delete(id)) return;
  if (canApprove(each)) approve(each);
}

export function leaveOut(ids: readonly string[], out: boolean): void {
  did(out ? 'leave out' : 'take in', ids.filter((id) => item(id)?.leftOut !== out));
  setLeftOut(ids, out);
}

export function setLeftOut(ids: readonly string[], out: boolean): void {
  for (const id of ids) patch(id, { leftOut: out, approval: null });
  settle();
}

export interface SeenFrame {
  id: string;
  serial: number;
  frame: number;
}

export function markSeen(frames: readonly SeenFrame[], how: How = BY_ITSELF): void {
  for (const { id, serial, frame } of frames) {
    const each = item(id);
    if (!each?.candidate?.digest || each.candidate.serial !== serial || isStale(each)) continue;
    const seen = seenToo(each.seen, frame, how);
    if (seen) patch(id, { seen });
  }
  settle();
}

export function markUnshowable(id: string, serial: number, sentence: string | null): void {
  if (item(id)?.candidate?.serial !== serial) return;
  patch(id, sentence === null ? { cannotShow: null } : { cannotShow: sentence, approval: null });
  settle();
}
