/** What the page knows of each dropped file. Records are replaced, never changed in place. */
import type { Facts, Instance, PatientPlan, Reason } from '../engine/types';
import type { Answer } from './question';
import { isEnough, type Looked } from './seen';

/** Output bytes that may leave once they are approved. */
export interface Candidate {
  readonly blob: Blob;
  /** SHA-256 in hex, null until it is known. Nothing counts as seen before. */
  readonly digest: string | null;
  /** Another number for every candidate that was ever made: the key of decoded frames. */
  readonly serial: number;
  /** What it was written from: see `Item.wanted`. */
  readonly mark: string;
}

/** A person's word for exactly these bytes. */
export interface Approval {
  readonly blob: Blob;
  readonly digest: string;
  /** The reason, where not everything was seen. */
  readonly waiver: string | null;
  /** How its frames were seen. */
  readonly looked: Looked;
  /** What was said of the case when it was given. */
  readonly answer: Answer;
}

export type Stage = 'waiting' | 'scanned' | 'clean' | 'quarantined' | 'not-dicom';

export interface Item {
  readonly id: string;
  readonly file: File;
  /** As the user knows it. May name the patient: only ever shown in the quarantine list. */
  readonly path: string;
  readonly stage: Stage;
  readonly reason: Reason | null;
  readonly facts: Facts | null;
  readonly plan: { readonly mark: string; readonly patient: PatientPlan } | null;
  /** Plan, redactions and waiver that the candidate has to be written from. */
  readonly wanted: string | null;
  /** The `wanted` under which the engine refused, so that it is not asked the same again. */
  readonly refused: string | null;
  readonly instance: Instance | null;
  readonly candidate: Candidate | null;
  /** One byte for each frame, of `seen.ts`: how it was seen. */
  readonly seen: Uint8Array;
  /** Set when a frame could not be decoded: then it can be neither approved nor waived. */
  readonly cannotShow: string | null;
  readonly leftOut: boolean;
  /** The reason for approving without having seen everything. */
  readonly waiver: string | null;
  readonly approval: Approval | null;
}

export function newItem(id: string, file: File, path: string): Item {
  return {
    id,
    file,
    path,
    stage: 'waiting',
    reason: null,
    facts: null,
    plan: null,
    wanted: null,
    refused: null,
    instance: null,
    candidate: null,
    seen: new Uint8Array(0),
    cannotShow: null,
    leftOut: false,
    waiver: null,
    approval: null,
  };
}

/** True while the candidate (or the refusal) is not what the rules and redactions ask for now. */
export function isStale(item: Item): boolean {
  if (item.wanted === null) return false;
  return item.wanted !== (item.stage === 'quarantined' ? item.refused : item.candidate?.mark);
}

export function frameCount(item: Item): number {
  return item.instance?.image?.frames ?? 0;
}

function allSeen(item: Item): boolean {
  return item.seen.length === frameCount(item) && item.seen.every((how) => isEnough(item, how));
}

/** The sentence that forbids to approve it, or null. */
export function unshowable(item: Item): string | null {
  return item.instance?.image?.cannotShow ?? item.cannotShow;
}

/** May be approved as it stands: written as wanted, digest known, and seen or waived. */
export function canApprove(item: Item): boolean {
  if (item.stage !== 'clean' || item.leftOut || isStale(item) || !item.candidate?.digest) return false;
  return unshowable(item) === null && (item.waiver !== null || allSeen(item));
}
