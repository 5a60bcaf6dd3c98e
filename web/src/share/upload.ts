/** The page's side of an upload: what is on its way, how far it is, and what became of each instance. */
import { signal } from '@preact/signals';
import { engine } from '../case/engine';
import { isFailure } from '../case/lanes';
import { takenAway } from '../case/store';
import type { Destination } from '../config/types';
import { releaseFrames } from '../review/frames';
import { forgetProjection } from '../review/sheet/projecting';
import { forgetThumbs } from '../review/sheet/thumbs';
import { say } from '../words';
import { approved } from './approved';
import { NOBODY, signInProblem, type SignIn } from './dicomweb/sign-in';
import { Trouble } from './dicomweb/trouble';
import { pause as sleep, send, type Sent } from './send';

export interface Row {
  readonly id: string;
  /** Path of new identifiers, as in an archive. */
  readonly name: string;
  readonly size: number;
  /** Null while nothing is known. */
  outcome: Sent | null;
  /** Bytes that have gone out. */
  sent: number;
  /** True when it may have arrived, though no answer came. */
  tried: boolean;
}

/** `paused` waits for the user, who asked for it or has to see to something; `done` and `cancelled` are ends. */
export type UploadState = 'idle' | 'running' | 'paused' | 'done' | 'cancelled';

export interface Upload {
  state: UploadState;
  destination: Destination | null;
  /** What a person should know now: a server that does not answer, a sign-in that is refused. */
  note: string;
  rows: readonly Row[];
  stored: number;
  /** Rows with another outcome than stored. */
  failed: number;
  bytes: number;
  totalBytes: number;
  /** When this stretch of work began, and how many bytes were through before. */
  since: number;
  bytesBefore: number;
}

const IDLE: Upload = {
  state: 'idle', destination: null, note: '', rows: [], stored: 0, failed: 0, bytes: 0, totalBytes: 0, since: 0, bytesBefore: 0,
};

export const upload = signal<Upload>(IDLE);
/** What is typed into the fields. In memory only, and forgotten at the end. */
export const signIn = signal<SignIn>(NOBODY);

/** Requests at once, and the bytes that may be on their way together: a server holds what it has not stored yet. */
const LANES = 3;
const TOGETHER = 64 << 20;
/** Waits before an instance is tried again; after the last the upload waits for the user. */
const AGAIN = [500, 1000, 2000, 4000];
const LONGEST_WAIT = 60_000;
const DRAW_EVERY = 100;

let control = new AbortController();
let waiting: Row[] = [];
const flying = new Set<Row>();
/** True once the server has answered as one that takes our sign-in. Until then one request goes out at a time. */
let proven = false;
let drawing = 0;

/** Starts with everything that is approved now. What is approved later is for another upload. */
export function startUpload(destination: Destination): void {
  if (upload.value.state === 'running' || upload.value.state === 'paused') return;
  const rows = approved().map(({ id, instance, approval }): Row => ({
    id, name: instance.name, size: approval.blob.size, outcome: null, sent: 0, tried: false,
  }));
  if (rows.length === 0) return;
  const totalBytes = rows.reduce((sum, row) => sum + row.size, 0);
  upload.value = { ...IDLE, destination, rows, totalBytes };
  goOn();
}

/** After a pause, with what the fields say now. */
export function goOn(): void {
  const now = upload.value;
  if (!now.destination || now.state === 'running') return;
  const problem = signInProblem(now.destination.authentication, signIn.value);
  if (problem) {
    upload.value = { ...now, state: 'paused', note: problem };
    return;
  }
  control = new AbortController();
  proven = false;
  waiting = now.rows.filter((row) => row.outcome === null);
  engine.rest('header', 'pixel');
  releaseFrames();
  forgetThumbs();
  forgetProjection();
  upload.value = { ...now, state: 'running', note: '', since: performance.now(), bytesBefore: now.bytes };
  pump();
}

export function pauseUpload(note = ''): void {
  stop('paused', note);
}

export function cancelUpload(): void {
  stop('cancelled', '');
}

/** Of a case that is cleared nothing stays, least of all a password. */
export function forgetUpload(): void {
  stop('idle', '');
  upload.value = IDLE;
  signIn.value = NOBODY;
}

function stop(state: UploadState, note: string): void {
  control.abort();
  waiting = [];
  flying.clear();
  for (const row of upload.value.rows) if (row.outcome === null) row.sent = 0;
  draw();
  upload.value = { ...upload.value, state, note };
  if (state !== 'paused') signIn.value = NOBODY;
}

function pump(): void {
  if (upload.value.state !== 'running') return;
  let together = [...flying].reduce((sum, row) => sum + row.size, 0);
  while (waiting.length > 0 && flying.size < (proven ? LANES : 1)) {
    const row = waiting[0]!;
    if (flying.size > 0 && together + row.size > TOGETHER) break;
    waiting.shift();
    flying.add(row);
    together += row.size;
    void carry(row, control.signal);
  }
  if (flying.size === 0) finish();
}

function finish(): void {
  draw();
  upload.value = { ...upload.value, state: 'done', note: '' };
  signIn.value = NOBODY;
  const stored = new Set(upload.value.rows.flatMap((row) => (row.outcome?.kind === 'stored' ? [row.id] : [])));
  if (approved().every(({ id }) => stored.has(id))) takenAway.value = true;
}

/** Brings one instance to its outcome. A stop leaves it as one that may have arrived. */
async function carry(row: Row, signal: AbortSignal): Promise<void> {
  const target = { destination: upload.value.destination!, signIn: signIn.value };
  const onBytes = (sent: number) => {
    if (signal.aborted) return;
    row.sent = sent;
    drawSoon();
  };
  for (const wait of [...AGAIN, null]) {
    try {
      const look = row.tried || !proven;
      row.tried = true;
      const outcome = await send(row.id, target, look, signal, onBytes);
      if (signal.aborted && outcome.kind !== 'stored') return;
      row.outcome = outcome;
      break;
    } catch (error) {
      if (signal.aborted || !isFailure(error)) return;
      if (!(error instanceof Trouble)) {
        row.outcome = { kind: 'refused', sentence: say('upload-stumbled') };
        break;
      }
      row.sent = 0;
      if (error.kind === 'sign-in' || wait === null) return pauseUpload(explained(error, target.destination));
      const delay = Math.min(Math.max(wait, error.wait), LONGEST_WAIT);
      note(say('upload-again', { trouble: error.sentence, seconds: Math.ceil(delay / 1000) }));
      try {
        await sleep(delay, signal);
      } catch {
        return;
      }
    }
  }
  row.sent = 0;
  if (signal.aborted) return draw();
  flying.delete(row);
  if (row.outcome?.kind !== 'withdrawn') proven = true;
  note('');
  drawSoon();
  pump();
}

function explained(trouble: Trouble, destination: Destination): string {
  const values = { trouble: trouble.sentence };
  if (trouble.kind === 'sign-in') return say('upload-check-sign-in', values);
  const foreign = new URL(destination.url).origin !== location.origin;
  return say(foreign ? 'upload-wait-foreign' : 'upload-wait', values);
}

function note(words: string): void {
  if (upload.value.state === 'running' && upload.value.note !== words) upload.value = { ...upload.value, note: words };
}

function drawSoon(): void {
  drawing ||= window.setTimeout(draw, DRAW_EVERY);
}

function draw(): void {
  clearTimeout(drawing);
  drawing = 0;
  const now = upload.value;
  let [stored, failed, bytes] = [0, 0, 0];
  for (const row of now.rows) {
    if (row.outcome?.kind === 'stored') stored += 1;
    else if (row.outcome) failed += 1;
    bytes += row.outcome ? row.size : row.sent;
  }
  upload.value = { ...now, stored, failed, bytes };
}
