/** The proposals of the case, which of them wait for somebody, and what became of the others. */
import { computed, signal } from '@preact/signals';
import type { Series } from '../../case/group';
import type { Item } from '../../case/model';
import { shapesFor } from '../../case/shapes';
import { drawing, item, structure } from '../../case/store';
import { subjectOf } from '../../case/wanted';
import type { Proposal } from '../../engine/types';
import { place, series, shownItem } from '../state';
import { isCovered, likeness, type Proposed } from './proposals';

/** By the id of an item: the likenesses that somebody does not want. */
const dismissed = signal<ReadonlyMap<string, ReadonlySet<string>>>(new Map());
/** By the id of an item: what never changes in it, once that was looked for. */
export const unchanging = signal<ReadonlyMap<string, readonly Proposal[]>>(new Map());
/** Proposals that are drawn as if they were accepted, while a button is under the mouse or has the focus. */
export const preview = signal<readonly Proposal[]>([]);

export function forgetPlaces(): void {
  dismissed.value = new Map();
  unchanging.value = new Map();
  preview.value = [];
  for (const derived of [openHere, openInSeries]) void derived.value;
}

function openOf(each: Item): Proposed[] {
  const all = [...(each.instance?.proposals ?? []), ...(unchanging.value.get(each.id) ?? [])];
  const subject = all.length ? subjectOf(each) : null;
  if (!subject || each.leftOut || each.instance?.image?.cannotRedact) return [];
  const shapes = shapesFor(drawing.value.shapes, subject);
  const gone = dismissed.value.get(each.id);
  return all
    .filter((proposal) => !gone?.has(likeness(proposal)) && !isCovered(proposal, shapes))
    .map((proposal) => ({ subject, proposal }));
}

/** Those of the shown image that are neither accepted nor dismissed. */
export const openHere = computed<Proposed[]>(() => (shownItem.value ? openOf(shownItem.value) : []));

/** Those that are drawn: the ones of the shown frame. */
export const openOnFrame = computed(() =>
  openHere.value.filter(({ proposal: { frame } }) => frame === null || frame === place.value?.frame),
);

/** All of the shown series. */
export const openInSeries = computed<Proposed[]>(() => {
  void structure.value;
  return series.value ? openIn(series.value) : [];
});

function openIn({ ids }: Series): Proposed[] {
  return ids.flatMap((id) => {
    const each = item(id);
    return each ? openOf(each) : [];
  });
}

/** How many a person would have to look at: what is proposed alike for many images counts once. */
export const openCount = computed(() => new Set(openInSeries.value.map(({ proposal }) => likeness(proposal))).size);

export function dismiss(list: readonly Proposed[]): void {
  const next = new Map(dismissed.value);
  for (const { subject, proposal } of list) next.set(subject.id, new Set([...(next.get(subject.id) ?? []), likeness(proposal)]));
  dismissed.value = next;
}

export function dismissedHere(): number {
  const each = shownItem.value;
  return each ? (dismissed.value.get(each.id)?.size ?? 0) : 0;
}

/** Takes the dismissals of an item back. */
export function takeUpAgain(id: string): void {
  const next = new Map(dismissed.value);
  next.delete(id);
  dismissed.value = next;
}
