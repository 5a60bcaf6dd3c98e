/** What may leave: the objects that a person approved, as they stand now. */
import { isGenuine } from '../case/approve';
import { isNoOldCopy } from '../case/copies';
import type { Approval, Item } from '../case/model';
import { allItems, item } from '../case/store';
import type { Instance } from '../engine/types';

export type Approved = Item & { approval: Approval; instance: Instance };

function mayLeave(each: Item | undefined): each is Approved {
  if (!each?.approval || !isGenuine(each.approval) || each.instance === null) return false;
  return !each.leftOut && each.stage === 'clean' && isNoOldCopy(each.id);
}

export function approved(): Approved[] {
  return allItems().filter(mayLeave);
}

/** Null as soon as it may not leave any more. */
export function stillApproved(id: string): Approved | null {
  const each = item(id);
  return mayLeave(each) ? each : null;
}

/** Changes whenever another set of bytes would leave. */
export function approvedKey(): string {
  return approved().map((each) => each.approval.digest).join();
}
