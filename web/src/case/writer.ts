/**
 * Keeps every candidate as the plan, the redactions and the waivers ask for: what is stale is written again.
 * The first writing of a file and every later one go through here.
 */
import { signal } from '@preact/signals';
import type { Instance, WriteResult } from '../engine/types';
import { holdBack } from './approve';
import { originsOf } from './copies';
import { digestLater, holdSeen } from './digests';
import { engine } from './engine';
import { isFailure, isStopped } from './lanes';
import { isStale, type Item } from './model';
import { ownReason } from './reasons';
import { allItems, drawing, item, patch, settle } from './store';
import { profileFor } from './only';
import { rulesMark } from './profile';
import { markOfProfile, profileOfMark } from './profile-marks';
import { requestBy } from './request';
import { readRules, wish, withRules } from './wanted';
import { forgetOrder, isQueued, queue, takeNext } from './write-order';

export { placeInOrder } from './write-order';

const inFlight = new Set<string>();
/** From the name in the archive to the file that has it. */
const owners = new Map<string, string>();
const texts = new Map<string, string>();
let control = new AbortController();
let paused = false;
let serial = 0;
let idle: (() => void)[] = [];

/** The instance on the screen: written before all others. */
let urgent: string | null = null;

/** How far the rewriting is that somebody waits for in Review; null when there is none. */
export const rewriting = signal<{ done: number; total: number } | null>(null);

export function setUrgent(id: string | null): void {
  urgent = id;
}

/** Compares every record with what is wanted now, and starts what has to be written. */
export function reconcile(): void {
  const { shapes } = drawing.value;
  for (const each of allItems()) reconcileOne(each, shapes);
  settle();
  pump();
}

function reconcileOne(each: Item, shapes = drawing.value.shapes): void {
  const change = wish(each, shapes, rulesMark(each));
  if (change) patch(each.id, change);
  const now = item(each.id);
  if (now && isStale(now)) enqueue(now);
}

function enqueue(each: Item): void {
  if (isQueued(each.id)) return;
  queue(each.id);
  if (each.stage === 'scanned') return;
  const { done, total } = rewriting.value ?? { done: 0, total: 0 };
  rewriting.value = { done, total: total + 1 };
}

function mayWrite(id: string): boolean {
  return !inFlight.has(id) && !(paused && item(id)?.stage === 'scanned');
}

function pump(): void {
  // Twice as many as workers: none of them waits for the page, and not more is under way than is soon done.
  while (inFlight.size < 2 * engine.workers && engine.state !== 'failed') {
    const id = takeNext(mayWrite, urgent);
    if (id === undefined) break;
    const each = item(id);
    if (each && isStale(each)) void write(each);
  }
  if (inFlight.size > 0) return;
  // Nobody is told that the rewriting ended before the lists show what came of it.
  settle();
  rewriting.value = null;
  const waiting = idle;
  idle = [];
  for (const resolve of waiting) resolve();
}

async function write(each: Item): Promise<void> {
  const mark = each.wanted!;
  inFlight.add(each.id);
  try {
    accept(each.id, mark, await engine.write(control.signal, each.file, requestBy(each, mark)));
  } catch (error) {
    // A dead engine says nothing of the file: it waits, as after a cancel.
    if (isFailure(error) && !isStopped(error)) accept(each.id, mark, { outcome: 'quarantined', ...ownReason('engine-error') });
    else queue(each.id);
  } finally {
    inFlight.delete(each.id);
    const { done, total } = rewriting.value ?? { done: 0, total: 0 };
    if (each.stage !== 'scanned') rewriting.value = { done: done + 1, total };
    pump();
  }
}

/** Files of a series have the same counts: their text stands in memory once. */
function once(text: string): string {
  const found = texts.get(text);
  if (found === undefined) texts.set(text, text);
  return found ?? text;
}

function accept(id: string, mark: string, result: WriteResult): void {
  const now = item(id);
  if (!now) return;
  if (now.wanted !== mark) {
    // It was changed while it was written: this result is of no use any more.
    queue(id);
    return;
  }
  if (result.outcome === 'quarantined') {
    refuse(now, mark, { code: result.code, sentence: result.sentence });
    return;
  }
  const { candidate, digest } = result;
  const instance = { ...result.instance, attributes: once(result.instance.attributes) };
  const owner = owners.get(instance.name);
  const other = owner === undefined || owner === id ? undefined : item(owner);
  if (other?.stage === 'clean' && other.instance?.name === instance.name) {
    refuse(now, mark, ownReason('duplicate'));
    return;
  }
  owners.set(instance.name, id);
  holdSeen(now);
  serial += 1;
  const frames = instance.image?.frames ?? 0;
  // Only now it is known which rules for one series or object it was written by: the engine goes by the same UIDs.
  const settled = withRules(mark, markOfProfile(profileFor(profileOfMark(readRules(mark)), instance, originsOf(id))));
  patch(id, {
    stage: 'clean',
    wanted: settled,
    reason: null,
    refused: null,
    instance,
    candidate: { blob: candidate, digest: null, serial, mark: settled },
    seen: now.seen.length === frames && looksTheSame(now, settled, instance) ? now.seen : new Uint8Array(frames),
    cannotShow: null,
    approval: null,
  });
  digestLater(id, digest);
  reconcileOne(item(id)!);
}

/** Redactions are told frame by frame (`wish`); other rules can make all of an image another one to look at. */
function looksTheSame(now: Item, mark: string, instance: Instance): boolean {
  if (!now.instance || (now.candidate && readRules(now.candidate.mark) === readRules(mark))) return true;
  return now.instance.image?.shows === instance.image?.shows;
}

function refuse(now: Item, mark: string, reason: { code: string; sentence: string }): void {
  if (reason.code === 'unreadable') return holdBack(now.id, reason);
  holdSeen(now);
  patch(now.id, { stage: 'quarantined', reason, refused: mark, candidate: null, approval: null });
}

/** Resolves when nothing is being written. */
export function written(): Promise<void> {
  return new Promise((resolve) => {
    idle.push(resolve);
    pump();
  });
}

/** Stops the first writing; files that are half done wait until `resume`. */
export function pause(): void {
  paused = true;
  control.abort();
  control = new AbortController();
}

export function resume(): void {
  paused = false;
}

export function forgetWriting(): void {
  control.abort();
  control = new AbortController();
  forgetOrder();
  owners.clear();
  texts.clear();
  paused = false;
  rewriting.value = null;
}
