/**
 * A case as a small file: what somebody decided, without pixels and without identity, to be taken up with the same files and key.
 *
 * Images are named by their new UIDs and the digests of their candidates. A code made with the case key stands beside it: what
 * this key did not write, nobody can pass off as somebody's approval. Pure but for the codes.
 */
import { createHMAC, createSHA256 } from 'hash-wasm';
import type { Profile } from '../engine/types';
import { fromHex } from '../keys/passphrase';
import { say } from '../words';
import { kept, type Annotation, type KeptAnnotation } from './annotations';
import { writeBoxes } from './boxes';
import type { Item } from './model';
import { withoutStrangers } from './only';
import type { Answer } from './question';
import type { Shape } from './shapes';

const FORMAT = 'curtain-case';
const VERSION = 1;
const DOMAIN = 'curtain/1/saved case\n';

/** What was decided for one instance. */
export interface Kept {
  readonly uid: string;
  /** Of the candidate that it was decided for. */
  readonly digest: string;
  readonly approved: boolean;
  readonly leftOut: boolean;
  readonly waiver: string | null;
  /** Runs of `Item.seen`: a value, how often, the next value, how often. */
  readonly seen: readonly number[];
}

export interface Saved {
  /** Without its lookup table, which names patients. */
  readonly profile: Profile;
  /** The text of a file with boxes, as `readBoxes` takes it; null where nothing is redacted. */
  readonly boxes: string | null;
  readonly answer: Answer | null;
  readonly instances: readonly Kept[];
  /** Drawings and key images, where there are any. */
  readonly annotations?: readonly KeptAnnotation[];
}

/** A case that cannot be saved or taken up. Its sentence is for the person and quotes nothing. */
export class SavedError extends Error {
  constructor(readonly sentence: string) {
    super('saved case');
  }
}

export function runs(seen: Uint8Array): number[] {
  const out: number[] = [];
  for (const how of seen) {
    if (out.at(-2) === how) out[out.length - 1]! += 1;
    else out.push(how, 1);
  }
  return out;
}

/** The reverse; null where it is not of so many frames. */
export function fromRuns(pairs: readonly number[], frames: number): Uint8Array | null {
  const seen = new Uint8Array(frames);
  let at = 0;
  for (let pair = 0; pair < pairs.length; pair += 2) {
    const [how, count] = [pairs[pair]!, pairs[pair + 1] ?? 0];
    if (!(count > 0) || at + count > frames) return null;
    seen.fill(how, at, (at += count));
  }
  return at === frames ? seen : null;
}

/** What there is to save of a case; what is burned into `copies` is made anew, and only rules that are for them are kept of them. */
export function saved(
  profile: Profile,
  shapes: readonly Shape[],
  answer: Answer | null,
  items: readonly Item[],
  annotations: readonly Annotation[] = [],
  copies: readonly Item[] = [],
): Saved {
  const byId = new Map(items.map((each) => [each.id, each]));
  const instances = [...items, ...copies].flatMap(({ instance }) => instance ?? []);
  return {
    profile: { ...withoutStrangers(profile, instances), lookup: [] },
    boxes: writeBoxes(shapes, (id) => byId.get(id)),
    answer,
    instances: items.flatMap(({ stage, instance, candidate, approval, leftOut, waiver, seen }) =>
      stage === 'clean' && instance && candidate?.digest
        ? [{ uid: instance.uid, digest: candidate.digest, approved: approval !== null, leftOut, waiver, seen: runs(seen) }]
        : [],
    ),
    ...(annotations.length ? { annotations: kept(annotations, (id) => byId.get(id)) } : {}),
  };
}

async function codeOf(content: string, key: string): Promise<string> {
  const hmac = await createHMAC(createSHA256(), fromHex(key));
  return hmac.init().update(DOMAIN + content).digest('hex');
}

export async function writeSaved(content: Saved, key: string): Promise<string> {
  const code = await codeOf(JSON.stringify(content), key);
  return `${JSON.stringify({ format: FORMAT, version: VERSION, code, case: content }, null, 1)}\n`;
}

/** Throws `SavedError`. */
export async function readSaved(text: string, key: string): Promise<Saved> {
  let about: Record<string, unknown> | null = null;
  try {
    about = JSON.parse(text) as Record<string, unknown>;
  } catch {
    // told below
  }
  if (about === null || typeof about !== 'object' || about.format !== FORMAT) throw new SavedError(say('taken-not-saved'));
  if (about.version !== VERSION) throw new SavedError(say('taken-version', { version: String(VERSION) }));
  if (about.code !== (await codeOf(JSON.stringify(about.case) ?? '', key))) {
    throw new SavedError(say('taken-other-key'));
  }
  return about.case as Saved;
}
