/** The page's side of the archive: what goes in, how far it is, and what came of it. */
import { effect, signal } from '@preact/signals';
import { TEACHING_NAME } from '../case/annotations';
import { holdBack } from '../case/approve';
import { engine } from '../case/engine';
import { ownReason } from '../case/reasons';
import { allItems, current, drawing, takenAway } from '../case/store';
import { sha256OfBytes } from '../engine/digest';
import { HeldWorker } from '../engine/held-worker';
import { say } from '../words';
import { approved } from './approved';
import { archiveKey, teachingFile } from './teaching';
import { teachingNamesPatient } from './teaching-names-patient';
import type { FromZip, ToZip, ZipEntry } from './messages';

export type Packing =
  | { kind: 'idle' }
  | { kind: 'packing'; bytes: number; totalBytes: number; files: number; totalFiles: number; since: number }
  | { kind: 'packed'; url: string; size: number; files: number }
  | { kind: 'refused'; sentence: string };

export const packing = signal<Packing>({ kind: 'idle' });
/** The name carries no identity. */
export const ARCHIVE_NAME = 'curtain-case.zip';

let worker: HeldWorker<ToZip, FromZip> | null = null;
let job = 0;
let sent: string[] = [];
let sentKey = '';

/** Started with the page: the first archive does not wait for it. */
export function startZipWorker(): void {
  const lost = () => {
    worker?.terminate();
    if (packing.value.kind === 'packing') refuse(null);
    startZipWorker();
  };
  worker = new HeldWorker(engine.script('zip-worker.js'), 'curtain zip', hear, lost);
}

/** An archive of what no longer is approved is thrown away at once. */
export function watchApprovals(): void {
  effect(() => {
    void current.value;
    void drawing.value;
    const { kind } = packing.value;
    if ((kind === 'packing' || kind === 'packed') && archiveKey() !== sentKey) forgetArchive();
  });
}

export function pack(): void {
  const items = approved();
  // Two files of one name would hide each other in the archive.
  const names = new Set(items.map((item) => item.instance.name));
  forgetArchive();
  if (items.length === 0 || names.size !== items.length) {
    packing.value = { kind: 'refused', sentence: say('pack-same-name') };
    return;
  }
  job += 1;
  sent = items.map((item) => item.id);
  sentKey = archiveKey();
  const entries: ZipEntry[] = items.map(({ instance, approval }) => ({
    name: instance.name,
    blob: approval.blob,
    digest: approval.digest,
  }));
  const totalBytes = entries.reduce((sum, entry) => sum + entry.blob.size, 0);
  packing.value = { kind: 'packing', bytes: 0, totalBytes, files: 0, totalFiles: entries.length, since: performance.now() };
  const teaching = teachingFile();
  if (teaching === null) post({ kind: 'pack', job, entries });
  else void packWith(teaching, entries, job);
}

/** The texts in it were typed by a person: they are searched first. */
async function packWith(teaching: string, entries: readonly ZipEntry[], of: number): Promise<void> {
  let problem: string | null = null;
  const blob = new Blob([teaching], { type: 'application/json' });
  let digest = '';
  try {
    if (await teachingNamesPatient()) problem = say('pack-names');
    digest = await sha256OfBytes(await blob.arrayBuffer());
  } catch {
    problem = say('pack-not-searched');
  }
  if (of !== job || packing.value.kind !== 'packing') return;
  if (problem !== null) packing.value = { kind: 'refused', sentence: problem };
  else post({ kind: 'pack', job: of, entries: [...entries, { name: TEACHING_NAME, blob, digest }] });
}

export function cancelPacking(): void {
  post({ kind: 'cancel', job });
  job += 1;
  packing.value = { kind: 'idle' };
}

function forgetArchive(): void {
  if (packing.value.kind === 'packing') cancelPacking();
  if (packing.value.kind !== 'packed') return;
  URL.revokeObjectURL(packing.value.url);
  packing.value = { kind: 'idle' };
}

/** Nothing that was said of a packed case outlives it. */
export function forgetPacking(): void {
  forgetArchive();
  sent = [];
  sentKey = '';
  packing.value = { kind: 'idle' };
}

export function saved(): void {
  takenAway.value = true;
}

function post(message: ToZip): void {
  worker?.post(message);
}

function hear(message: FromZip): void {
  const now = packing.value;
  if (message.job !== job || now.kind !== 'packing') return;
  if (message.kind === 'progress') {
    packing.value = { ...now, bytes: message.bytes, files: message.files };
  } else if (message.kind === 'refused') {
    refuse(message.entry);
  } else {
    const { archive } = message;
    packing.value = { kind: 'packed', url: URL.createObjectURL(archive), size: archive.size, files: now.totalFiles };
  }
}

function refuse(entry: number | null): void {
  const item = entry === null ? undefined : allItems().find((each) => each.id === sent[entry]);
  if (!item) {
    packing.value = { kind: 'refused', sentence: say('pack-no-space') };
    return;
  }
  holdBack(item.id, ownReason('changed-on-disk'));
  packing.value = { kind: 'refused', sentence: say('pack-changed', { name: item.instance!.name }) };
}
