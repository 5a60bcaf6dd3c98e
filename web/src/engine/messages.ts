/** What the page and one engine worker say to each other. Types only. */
import type { SeenRequest } from './requests';

/** A header worker has no numpy; it scans, plans, writes and compares. A pixel worker decodes and redacts. */
export type Role = 'header' | 'pixel';

/** The engine as the page holds it: a worker starts from this, so a replaced one asks the network for nothing. */
export interface EngineBytes {
  /** By name, as in `engineFiles`; the WebAssembly module itself apart. */
  files: Record<string, Blob>;
  /** What the site adds; usually nothing. */
  extensions: readonly HeldExtension[];
  /** Compiled once, shared by all workers. */
  wasm: WebAssembly.Module;
}

/** A wheel of the site, not looked at yet. */
export interface HeldExtension {
  /** Its file name. */
  name: string;
  sha256: string;
  blob: Blob;
}

export type ToWorker =
  /** `base`: the folder of the page. A worker made of a blob has no address of its own that says so. */
  | { kind: 'boot'; role: Role; base: string; engine: EngineBytes }
  | { kind: 'call'; id: number; method: string; args: unknown[] };

/** Why a worker will not work: shown to the person as it stands. Never holds anything of a file. */
export interface Refusal {
  code: 'policy' | 'wrong-file' | 'config' | 'boot-failed' | 'boot-timeout' | 'download' | 'stopped';
  sentence: string;
}

export type FailureCode = 'engine-error' | 'worker-died' | 'no-progress' | 'unreadable' | 'cannot-show';

export type FromWorker =
  | { kind: 'ready'; milliseconds: number }
  | { kind: 'refused'; refusal: Refusal }
  /** The worker still reads: it does not hang. */
  | { kind: 'progress' }
  /** `heap`: bytes of Python's memory, which grows with the largest thing it ever held and never shrinks. */
  | { kind: 'answer'; id: number; value: unknown; heap: number }
  /** The call failed. `code` says how; the exception's own words stay in the worker, they may quote a file. */
  | { kind: 'failed'; id: number; code: FailureCode; sentence?: string; heap: number }
  | { kind: 'requests'; requests: SeenRequest[] };
