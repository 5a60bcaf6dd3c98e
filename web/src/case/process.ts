/**
 * From dropped files to candidates: scan each, plan the whole case, write each.
 *
 * Every header is read before anything is written, since what identifies somebody may stand in the last file. Then it is
 * written series by series: the first can be reviewed while the others are on their way.
 */
import { signal } from '@preact/signals';
import { isArchive, unpackInto } from './archive';
import { engine } from './engine';
import { caseKey, renewKey } from './key';
import { inLanes, isFailure, isStopped } from './lanes';
import { EMPTY } from './history';
import type { Role } from '../engine/messages';
import type { CasePlan, Facts } from '../engine/types';
import type { Item } from './model';
import { profileKnown } from './profile';
import { ownReason } from './reasons';
import { addFile, allItems, drawing, forget, item, patch, settle } from './store';
import { Waiting } from './waiting';
import { forgetWriting, pause, placeInOrder, reconcile, resume, written } from './writer';

export type Phase = 'idle' | 'reading' | 'planning' | 'cleaning' | 'stopped' | 'plan failed';
export const phase = signal<Phase>('idle');
/** When the work began of which the bar tells, and how many files were finished before. */
export const started = signal<{ at: number; before: number }>({ at: 0, before: 0 });

/**
 * So many files need the memory of workers that have nothing to do: the codecs while the case is cleaned, the others when it is.
 * They come back with the first image, or tag, that somebody looks at.
 */
const LARGE_CASE = 2000;

function makeRoom(role: Role): void {
  if (allItems().length > LARGE_CASE) engine.rest(role);
}

let running = false;
let control = new AbortController();
/** Numbers instead of long texts: equal decisions for a patient have equal marks. */
const planMarks = new Map<string, string>();

export interface Dropped {
  file: File;
  path: string;
}

/** The ids that they got. */
export function addFiles(files: readonly Dropped[]): string[] {
  const ids = files.map(({ file, path }) => addFile(file, path).id);
  settle();
  if (files.length) void run();
  return ids;
}

/** Units of work, two for each file: read and written. */
export function unitsDone(): { done: number; total: number } {
  let done = 0;
  const all = allItems();
  for (const each of all) done += each.stage === 'waiting' ? 0 : each.stage === 'scanned' ? 1 : 2;
  return { done, total: all.length * 2 };
}

async function scan(id: string, files: Waiting): Promise<void> {
  const each = item(id);
  const { signal } = control;
  if (!each) return;
  try {
    const result = await engine.scan(signal, each.file);
    if (result.outcome === 'scanned') patch(id, { stage: 'scanned', facts: result.facts });
    else if (result.outcome === 'not-dicom' && (await isArchive(each.file))) {
      await files.during((add) => unpackInto(each, signal, add));
    } else patch(id, { stage: result.outcome, reason: { code: result.code, sentence: result.sentence } });
  } catch (error) {
    // A dead engine says nothing of the file: it waits.
    if (isStopped(error)) cancel();
    else if (isFailure(error)) patch(id, { stage: 'quarantined', reason: ownReason('engine-error') });
  }
}

function apply(plan: CasePlan): void {
  const marks = new Map<string, string>();
  for (const [key, patient] of Object.entries(plan.patients)) {
    const text = JSON.stringify(patient);
    if (!planMarks.has(text)) planMarks.set(text, `p${planMarks.size + 1}`);
    marks.set(key, planMarks.get(text)!);
  }
  for (const each of allItems()) {
    if (!each.facts) continue;
    const decided = plan.files[each.id];
    if (decided?.patient != null && plan.patients[decided.patient]) {
      const patient = plan.patients[decided.patient]!;
      const mark = marks.get(decided.patient)!;
      if (each.plan?.mark === mark) continue;
      const again = each.stage === 'quarantined' && each.plan === null;
      placeInOrder(each.id, decided.series);
      patch(each.id, { plan: { mark, patient }, ...(again ? { stage: 'scanned', reason: null } : {}) });
      continue;
    }
    const reason = decided && 'code' in decided ? { code: decided.code, sentence: decided.sentence } : ownReason('engine-error');
    patch(each.id, {
      stage: 'quarantined', reason, plan: null, wanted: null, refused: null, candidate: null, approval: null,
    });
  }
}

async function plan(): Promise<boolean> {
  const facts: Record<string, Facts> = {};
  for (const each of allItems()) if (each.facts) facts[each.id] = each.facts;
  if (Object.keys(facts).length === 0) return true;
  try {
    apply(await engine.plan(control.signal, facts, caseKey()));
    return true;
  } catch (error) {
    if (isStopped(error)) cancel();
    else if (isFailure(error)) phase.value = 'plan failed';
    return false;
  }
}

async function run(): Promise<void> {
  if (running) return;
  running = true;
  resume();
  started.value = { at: performance.now(), before: unitsDone().done };
  const { signal } = control;
  try {
    while (unfinished().length) {
      phase.value = 'reading';
      makeRoom('pixel');
      const files = new Waiting(waiting());
      await inLanes(2 * engine.workers, () => files.next(signal), (id) => scan(id, files));
      if (signal.aborted) return;
      // Files that were dropped meanwhile belong to the same plan.
      if (waiting().length) continue;
      phase.value = 'planning';
      makeRoom('pixel'); // it may have started meanwhile
      // Without an engine there is nothing to wait for, and the plan says so.
      await profileKnown.catch(() => undefined);
      if (!(await plan()) || signal.aborted) return;
      phase.value = 'cleaning';
      reconcile();
      await written();
      if (engine.state === 'failed') cancel();
      if (signal.aborted) return;
    }
    phase.value = 'idle';
    makeRoom('header');
  } finally {
    running = false;
    settle();
    if (signal.aborted && phase.value !== 'stopped' && unfinished().length) void run();
  }
}

function waiting(): string[] {
  return allItems().flatMap((each) => (each.stage === 'waiting' ? [each.id] : []));
}

function unfinished(): Item[] {
  return allItems().filter((each) => each.stage === 'waiting' || each.stage === 'scanned');
}

export function cancel(): void {
  phase.value = 'stopped';
  control.abort();
  control = new AbortController();
  pause();
}

/** After a stop: goes on with what is not finished. */
export function goOn(): void {
  phase.value = 'reading';
  void run();
}

/** Takes files out of quarantine and goes through everything with them once more. */
export function tryAgain(ids: readonly string[]): void {
  for (const id of ids) {
    if (item(id)?.stage !== 'quarantined') continue;
    patch(id, {
      stage: 'waiting', reason: null, facts: null, plan: null, wanted: null, refused: null, candidate: null, approval: null,
    });
  }
  settle();
  void run();
}

/** After a stop: takes what is not finished out of the case. */
export function forgetUnfinished(): void {
  for (const each of unfinished()) forget(each.id);
  phase.value = 'idle';
  resume();
  settle();
}

/** A new case: no file, no redaction, another key. */
export function startOver(): void {
  control.abort();
  control = new AbortController();
  forgetWriting();
  for (const each of allItems()) forget(each.id);
  drawing.value = EMPTY;
  planMarks.clear();
  renewKey();
  phase.value = 'idle';
  settle();
}
