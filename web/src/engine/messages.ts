/** What the page and one engine worker say to each other. Types only. */
import type { SeenRequest } from './requests';

/** A header worker has no numpy; it scans, plans, writes and compares. A pixel worker decodes and redacts. */
export type Role = 'header' | 'pixel';

/** The engine as the page holds it: a worker starts from this, so a replaced one asks the network for nothing. */
export interface EngineBytes {
  /** By name, as in `engineFiles`; the WebAssembly module itself apart. */
  files: Record<string, Blob>;
  /** Compiled once, shared by all workers. */
  wasm: WebAssembly.Module;
}

export type ToWorker =
  | { kind: 'boot'; role: Role; engine: EngineBytes }
  | { kind: 'call'; id: number; method: string; args: unknown[] };

/** Why a worker will not work: shown to the person as it stands. Never holds anything of a file. */
export interface Refusal {
  code: 'config' | 'policy' | 'wrong-file' | 'boot-failed' | 'boot-timeout' | 'download' | 'stopped';
  sentence: string;
}

export type FailureCode = 'engine-error' | 'unreadable' | 'cannot-show';

export type FromWorker =
  | { kind: 'ready'; milliseconds: number }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'answer'; id: number; value: unknown }
  /** The call failed. `code` says how; the exception's own words stay in the worker, they may quote a file. */
  | { kind: 'failed'; id: number; code: FailureCode; sentence?: string; broken: boolean }
  | { kind: 'requests'; requests: SeenRequest[] };
