/** Proposals become redactions like any others: one step of undo each time. */
import { signal } from '@preact/signals';
import { engine } from '../../case/engine';
import { EngineError } from '../../engine/client';
import { say } from '../../words';
import { shownItem, tab } from '../state';
import { countsFor } from '../shapes/counts';
import { addShapes } from '../shapes/edit';
import { likeness, shapesOf, type Proposed } from './proposals';
import { openHere, openInSeries, preview, unchanging } from './state';

export function accept(list: readonly Proposed[]): void {
  preview.value = [];
  addShapes(shapesOf(list, (subject) => countsFor(subject).series));
}

/** Those of the series that say the same as one, itself among them. */
export function allLike(one: Proposed): Proposed[] {
  const like = likeness(one.proposal);
  return openInSeries.value.filter(({ proposal }) => likeness(proposal) === like);
}

/** What blanks everything outside of the scan areas, in the shown image. */
export function scanAreas(of: readonly Proposed[] = openHere.value): Proposed[] {
  return of.filter(({ proposal }) => proposal.source === 'ultrasound regions');
}

/** Where the look for what never changes stands, and how it ended where it found nothing. */
export const looking = signal(false);
export const lookedFor = signal<{ id: string; sentence: string } | null>(null);

export async function findUnchanging(): Promise<void> {
  const each = shownItem.value;
  const blob = each?.candidate?.blob;
  if (!each || !blob || looking.value) return;
  looking.value = true;
  lookedFor.value = null;
  try {
    const found = await engine.unchanging(undefined, blob);
    unchanging.value = new Map(unchanging.value).set(each.id, found);
    if (found.length === 0) lookedFor.value = { id: each.id, sentence: say('unchanging-none') };
  } catch (error) {
    lookedFor.value = { id: each.id, sentence: error instanceof EngineError ? error.sentence : say('unchanging-failed') };
  }
  looking.value = false;
}

export function showProposals(): void {
  tab.value = 'redactions';
}
