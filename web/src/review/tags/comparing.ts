/** The attributes of all objects of a series, compared when somebody asks for it. One series at a time: it holds what stood in the sources. */
import { computed, signal } from '@preact/signals';
import { inLanes, isFailure } from '../../case/lanes';
import { item, structure } from '../../case/store';
import { Comparison, evenly } from '../../tags/differs';
import { tagsOf } from './ask';

/** So many objects are compared at once; the others only when somebody asks for them too. */
export const MOST = 100;
/** What is written, and what somebody waits for, comes between. */
const LANES = 2;

interface Compared {
  readonly series: string;
  readonly comparison: Comparison;
  /** Of the candidates that were compared. */
  readonly serials: ReadonlyMap<string, number>;
}

export const comparing = signal<{ series: string; done: number; total: number } | null>(null);
/** The series that could not be compared. */
export const notCompared = signal<string | null>(null);
const compared = signal<Compared | null>(null);

let control = new AbortController();

/** Null where nothing was compared, or where something of it was written anew since. */
export const current = computed(() => {
  void structure.value;
  const last = compared.value;
  if (!last) return null;
  for (const [id, serial] of last.serials) if (item(id)?.candidate?.serial !== serial) return null;
  return last;
});

/** `most`: Infinity for all of them. */
export async function compare(series: string, ids: readonly string[], most = MOST): Promise<void> {
  stopComparing();
  const { signal: stopped } = control;
  const comparison = new Comparison();
  const serials = new Map<string, number>();
  const waiting = evenly(ids.filter((id) => item(id)?.plan && item(id)?.candidate), most);
  const total = waiting.length;
  compared.value = null;
  notCompared.value = null;
  comparing.value = { series, done: 0, total };
  try {
    await inLanes(LANES, () => waiting.shift(), async (id) => {
      const each = item(id);
      if (!each?.candidate || stopped.aborted) return;
      comparison.take(await tagsOf(stopped, each, false));
      serials.set(id, each.candidate.serial);
      if (!stopped.aborted) comparing.value = { series, done: serials.size, total };
    });
    if (!stopped.aborted) compared.value = { series, comparison, serials };
  } catch (error) {
    waiting.length = 0;
    if (isFailure(error) && !stopped.aborted) notCompared.value = series;
  }
  if (!stopped.aborted) comparing.value = null;
}

export function stopComparing(): void {
  control.abort();
  control = new AbortController();
  comparing.value = null;
}

/** It holds what stood in the sources. */
export function forgetComparison(): void {
  stopComparing();
  compared.value = null;
  notCompared.value = null;
  // A computed value remembers its last answer until it is asked again.
  void current.value;
}
