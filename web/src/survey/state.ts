/**
 * What stands in each attribute of the case: read when somebody asks for it, in batches, and kept until the case goes.
 *
 * The parts that workers answer are folded as they come, so that memory does not grow with the case.
 */
import { computed, signal } from '@preact/signals';
import { engine } from '../case/engine';
import { requestOf } from '../case/request';
import { inLanes, isFailure } from '../case/lanes';
import type { Item } from '../case/model';
import { profile, profileMark } from '../case/profile';
import { allItems, current } from '../case/store';
import type { Profile, Survey, SurveyPart, WriteRequest } from '../engine/types';

/** Files of one call: long enough that asking costs little, short enough that a cancel and a mark need not wait. */
const BATCH = 24;
/** So many parts lie in memory before they become one. */
const PARTS = 6;

export type Reading =
  | { kind: 'idle' }
  | { kind: 'reading'; done: number; total: number; since: number }
  | { kind: 'stopped' }
  | { kind: 'failed' };

export interface Shown {
  readonly survey: Survey;
  /** The rules that it tells of. */
  readonly profile: Profile;
  /** Of which files and rules it tells. */
  readonly mark: string;
  /** Seconds that it took. */
  readonly seconds: number;
  /** Another number when somebody asked for it, the same when it only follows the rules: rows then stay where they are. */
  readonly list: number;
}

/** True while the panel stands in the place of the rules. */
export const surveying = signal(false);
export type Tab = 'attributes' | 'words' | 'texts';
export const tab = signal<Tab>('attributes');
export const reading = signal<Reading>({ kind: 'idle' });
export const shown = signal<Shown | null>(null);

let control = new AbortController();

const isPart = (each: Item) => each.plan !== null && !each.leftOut && each.stage !== 'not-dicom';

const markOf = (items: readonly Item[]) => `${profileMark()}|${items.map((each) => `${each.id}:${each.plan!.mark}`).join()}`;

/** How many files there are to read, and whether what is shown tells of just these under the rules in force. */
export const wanted = computed(() => {
  const items = current.value.filter(isPart);
  void profile.value;
  return { files: items.length, isShown: shown.value?.mark === markOf(items) };
});

export function cancelSurvey(): void {
  control.abort();
  control = new AbortController();
  reading.value = { kind: 'stopped' };
}

/** It holds what stood in the source. */
export function forgetSurvey(): void {
  cancelSurvey();
  reading.value = { kind: 'idle' };
  shown.value = null;
  surveying.value = false;
  tab.value = 'attributes';
}

/** Of headers: nobody waits for a look at the pixels. */
function surveyRequest(each: Item, profile: Profile): WriteRequest {
  return { ...requestOf(each, profile), pixelsReviewed: true };
}

/** `quiet`: nobody asked for it. */
export async function readSurvey(quiet = false): Promise<void> {
  cancelSurvey();
  const { signal } = control;
  const items = allItems().filter(isPart);
  const rules = profile.value;
  const mark = markOf(items);
  const since = performance.now();
  const batches: Item[][] = [];
  for (let at = 0; at < items.length; at += BATCH) batches.push(items.slice(at, at + BATCH));
  let parts: SurveyPart[] = [];
  let done = 0;
  const tell = () => {
    reading.value = { kind: 'reading', done, total: items.length, since };
  };
  tell();
  try {
    await inLanes(
      engine.workers,
      () => (signal.aborted ? undefined : batches.shift()),
      async (batch) => {
        const files = batch.map((each) => each.file);
        const part = await engine.survey(signal, files, batch.map((each) => surveyRequest(each, rules)));
        parts.push(part);
        done += batch.length;
        if (!signal.aborted) tell();
        if (parts.length < PARTS) return;
        const full = parts;
        parts = [];
        const { part: folded } = await engine.fold(signal, full);
        parts.push(folded);
      },
    );
    signal.throwIfAborted();
    const { shown: survey } = await engine.fold(signal, parts);
    signal.throwIfAborted();
    // A table that leaves files out would be taken for the whole case.
    if (survey.files + survey.quarantined !== items.length) throw new Error('files are missing');
    const list = (shown.value?.list ?? 0) + (quiet ? 0 : 1);
    shown.value = { survey, profile: rules, mark, seconds: (performance.now() - since) / 1000, list };
    reading.value = { kind: 'idle' };
  } catch (error) {
    if (signal.aborted || !isFailure(error)) return;
    control.abort(); // the other batches
    control = new AbortController();
    reading.value = { kind: 'failed' };
  }
}
