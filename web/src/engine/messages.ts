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

/** Why a worker will not work. The page says it in words (errors.ts). Never holds anything of a file. */
export type WorkerRefusal =
  | { why: 'policy' }
  /** `found` and `expected`: the beginnings of the SHA-256. */
  | { why: 'wrong-file'; file: string; found: string; expected: string }
  | { why: 'wrong-extension'; extension: string }
  /** `words`: of the error. No file was seen yet, so they may be shown. */
  | { why: 'broken-extension'; extension: string; words: string }
  | { why: 'broken-extensions' | 'broken-start'; words: string };

export type FailureCode = 'engine-error' | 'worker-died' | 'no-progress' | 'unreadable' | 'cannot-show';

export type FromWorker =
  | { kind: 'ready'; milliseconds: number }
  | { kind: 'refused'; refusal: WorkerRefusal }
  /** The worker still reads: it does not hang. */
  | { kind: 'progress' }
  /** `heap`: bytes of Python's memory, which grows with the largest thing it ever held and never shrinks. */
  | { kind: 'answer'; id: number; value: unknown; heap: number }
  /**
   * The call failed. `code` says how, and the engine sometimes why, in a sentence for the person; the exception's own words stay in
   * the worker, they may quote a file.
   */
  | { kind: 'failed'; id: number; code: FailureCode; sentence?: string; heap: number }
  | { kind: 'requests'; requests: SeenRequest[] };
