/**
 * The SHA-256 of every candidate: of a small one it came with it, of a large one it is reckoned in the background.
 *
 * What was seen of an earlier candidate may only stand for the new one while the source has stayed the same.
 * So the earlier candidate, which is made of ranges of the source, is digested once more: another digest, and all is unseen.
 */
import { afterDigest, holdBack } from './approve';
import { engine } from './engine';
import type { Candidate, Item } from './model';
import { ownReason } from './reasons';
import { EngineError } from '../engine/client';
import { item, patch } from './store';

const LANES = 2;
/** With the digest, where the worker that wrote the candidate gave it. */
const queue = new Map<string, string | null>();
/** The latest candidate with a digest from which the seen frames of an item stem. */
const held = new Map<string, Candidate>();
let busy = 0;

export function holdSeen(old: Item): void {
  if (old.candidate?.digest) held.set(old.id, old.candidate);
}

/** `known`: as in `WriteResult`. */
export function digestLater(id: string, known: string | null): void {
  if (known !== null && !held.has(id)) return bind(id, known);
  queue.set(id, known);
  pump();
}

function bind(id: string, digest: string, more: Partial<Item> = {}): void {
  const each = item(id);
  if (each?.candidate) patch(id, { candidate: { ...each.candidate, digest }, ...more });
  afterDigest(id);
}

/** What is being reckoned finds its file gone when it is done. */
export function forgetDigests(): void {
  queue.clear();
  held.clear();
}

function pump(): void {
  while (busy < LANES && queue.size > 0) {
    const [id, known] = queue.entries().next().value!;
    queue.delete(id);
    busy += 1;
    void digest(id, known).finally(() => {
      busy -= 1;
      pump();
    });
  }
}

async function unchanged(candidate: Candidate): Promise<boolean> {
  try {
    return (await engine.digest(undefined, candidate.blob)) === candidate.digest;
  } catch {
    return false;
  }
}

async function digest(id: string, known: string | null): Promise<void> {
  const candidate = item(id)?.candidate;
  if (!candidate) return;
  try {
    const value = known ?? (await engine.digest(undefined, candidate.blob));
    const source = held.get(id);
    const same = !source || (await unchanged(source));
    const now = item(id);
    if (now?.candidate?.serial !== candidate.serial) return;
    held.delete(id);
    bind(id, value, same ? {} : { seen: new Uint8Array(now.seen.length) });
  } catch (error) {
    const now = item(id);
    if (now?.candidate?.serial !== candidate.serial) return;
    holdBack(id, ownReason(error instanceof EngineError && error.code === 'unreadable' ? 'changed-on-disk' : 'engine-error'));
  }
}
