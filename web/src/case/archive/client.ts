/** The page's side of unpacking: asks the worker, and hears what comes of each entry. */
import { HeldWorker } from '../../engine/held-worker';
import { engine } from '../engine';
import type { FromUnzip, ToUnzip, Unpacked, ZipCode } from './messages';

interface Listener {
  listed(entries: number): void;
  bytes(count: number): void;
  entry(at: number, unpacked: Unpacked[]): void;
}

interface Job extends Listener {
  done(code: ZipCode | null): void;
  lost(): void;
}

/** The worker ended without a word: out of memory, say. */
export class UnzipLost extends Error {}

const jobs = new Map<number, Job>();
let worker: HeldWorker<ToUnzip, FromUnzip> | null = null;
let lastJob = 0;

/** Started with the page: the first archive does not wait for it. */
export function startUnzipWorker(): void {
  const lost = () => {
    worker?.terminate();
    for (const job of jobs.values()) job.lost();
    startUnzipWorker();
  };
  worker = new HeldWorker(engine.script('unzip-worker.js'), 'curtain unzip', hear, lost);
}

/** Resolves with what is wrong with the archive itself. Rejects when aborted, and with `UnzipLost`. */
export function unpack(signal: AbortSignal, file: Blob, from: number, listener: Listener): Promise<ZipCode | null> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const id = ++lastJob;
    const end = (settle: () => void) => () => {
      jobs.delete(id);
      signal.removeEventListener('abort', abort);
      settle();
    };
    const abort = end(() => {
      post({ kind: 'cancel', job: id });
      reject(signal.reason);
    });
    signal.addEventListener('abort', abort);
    jobs.set(id, {
      ...listener,
      done: (code) => end(() => resolve(code))(),
      lost: end(() => reject(new UnzipLost())),
    });
    post({ kind: 'unpack', job: id, file, from });
  });
}

function post(message: ToUnzip): void {
  worker?.post(message);
}

function hear(message: FromUnzip): void {
  const job = jobs.get(message.job);
  if (message.kind === 'listed') job?.listed(message.entries);
  else if (message.kind === 'bytes') job?.bytes(message.bytes);
  else if (message.kind === 'entry') job?.entry(message.at, message.unpacked);
  else job?.done(message.code);
}
