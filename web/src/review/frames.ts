/**
 * Decoded frames of candidates: asked for in the order in which they will be needed, kept within a bound of bytes.
 *
 * A frame that was decoded before the digest of its candidate was known is not the one that counts
 * as seen, so "digest known" is part of its key.
 */
import { signal } from '@preact/signals';
import { engine } from '../case/engine';
import type { Item } from '../case/model';
import { isFailure } from '../case/lanes';
import { markUnshowable } from '../case/approve';
import type { Frame } from '../engine/types';
import { say } from '../words';
import { CannotShow, decoded } from './decoded';

/** Bytes of decoded frames: a fiftieth of the computer's memory as far as the browser tells it (in GB, 8 at most). */
const LIMIT = (20 << 20) * ((globalThis.navigator as { deviceMemory?: number } | undefined)?.deviceMemory ?? 8);
const LANES = 2;

export interface Want {
  key: string;
  id: string;
  serial: number;
  blob: Blob;
  frame: number;
}

/** Rises with every frame that comes in. */
export const arrivals = signal(0);

const cache = new Map<string, { frame: Frame; size: number }>();
const inFlight = new Set<string>();
const failed = new Set<string>();
let size = 0;
let control = new AbortController();
let wants: Want[] = [];
/** Gets a frame that was asked for with `whenIdle`, null where it cannot be decoded. */
type Taker = (frame: Frame | null) => unknown;
let later: { want: Want; take: Taker }[] = [];
/** By the key of a frame that is under way. */
const takers = new Map<string, Taker[]>();

export function wantOf(item: Item, frame: number): Want | null {
  const { candidate, instance } = item;
  if (!candidate || !instance?.image || instance.image.cannotShow !== null) return null;
  const key = `${candidate.serial}/${candidate.digest === null ? 'early' : 'bound'}/${frame}`;
  return { key, id: item.id, serial: candidate.serial, blob: candidate.blob, frame };
}

export function cached(key: string): Frame | null {
  const entry = cache.get(key);
  if (!entry) return null;
  // Used just now: it goes to the end of the line of what is thrown out.
  cache.delete(key);
  cache.set(key, entry);
  return entry.frame;
}

/** True where it is there, without a claim that somebody looks at it. */
export function isCached(key: string): boolean {
  return cache.has(key);
}

/** Replaces what is asked for: the first is needed now, the others soon. */
export function prefetch(next: Want[]): void {
  wants = next;
  pump();
}

/** A frame for a small picture or a projection: decoded when nothing else is asked for, and not kept. Returns what takes the wish back. */
export function whenIdle(want: Want, take: Taker): () => void {
  let wanted = true;
  const task: (typeof later)[number] = { want, take: (frame) => wanted && take(frame) };
  later.push(task);
  pump();
  return () => {
    wanted = false;
    later = later.filter((each) => each !== task);
  };
}

export function tryAgain(item: Item): void {
  failed.clear();
  if (item.candidate) markUnshowable(item.id, item.candidate.serial, null);
  arrivals.value += 1;
}

/** Gives their memory back; they are decoded again when somebody looks. */
export function releaseFrames(): void {
  wants = [];
  cache.clear();
  size = 0;
}

export function forgetFrames(): void {
  control.abort();
  control = new AbortController();
  releaseFrames();
  failed.clear();
  later = [];
  takers.clear();
}

function open(want: Want): boolean {
  return !cache.has(want.key) && !inFlight.has(want.key) && !failed.has(want.key);
}

function pump(): void {
  while (inFlight.size < LANES) {
    const want = wants.find(open);
    if (want) {
      void load(want);
      continue;
    }
    const task = later.shift();
    if (!task) return;
    const { key } = task.want;
    const known = cached(key);
    if (known || failed.has(key)) {
      task.take(known);
      continue;
    }
    takers.set(key, [...(takers.get(key) ?? []), task.take]);
    if (!inFlight.has(key)) void load(task.want, false);
  }
}

async function load(want: Want, keeping = true): Promise<void> {
  inFlight.add(want.key);
  let frame: Frame | null = null;
  try {
    frame = decoded(await engine.frame(control.signal, want.blob, want.frame, want.key.slice(0, want.key.lastIndexOf('/'))));
    if (keeping || wants.some(({ key }) => key === want.key)) keep(want.key, frame);
  } catch (error) {
    if (isFailure(error)) {
      failed.add(want.key);
      markUnshowable(want.id, want.serial, error instanceof CannotShow ? error.sentence : say('frame-unreadable'));
    }
  } finally {
    inFlight.delete(want.key);
    const waiting = takers.get(want.key) ?? [];
    takers.delete(want.key);
    for (const take of waiting) take(frame);
    arrivals.value += 1;
    pump();
  }
}

function keep(key: string, frame: Frame): void {
  cache.set(key, { frame, size: frame.data.byteLength });
  size += frame.data.byteLength;
  // Nobody asks again for the one from before the digest was known.
  const early = key.replace('/bound/', '/early/');
  if (early !== key) drop(early);
  for (const old of cache.keys()) {
    if (size <= LIMIT || old === key) break;
    drop(old);
  }
}

function drop(key: string): void {
  size -= cache.get(key)?.size ?? 0;
  cache.delete(key);
}
