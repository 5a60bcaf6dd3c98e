/** How a call and how a start of the engine can fail, each with a sentence for the person. */
import { say } from '../words';
import type { FailureCode, WorkerRefusal } from './messages';

/**
 * An answer that will not come: a stable code, and a sentence for the person. Carries no word of an exception, which may
 * quote a file.
 */
export class EngineError extends Error {
  constructor(
    readonly code: FailureCode | 'stopped',
    readonly sentence: string = say(`failed-${code}`),
  ) {
    super(code);
    this.name = 'EngineError';
  }
}

/** Why the engine will not work: shown to the person as it stands. Never holds anything of a file. */
export interface Refusal {
  code: 'policy' | 'wrong-file' | 'config' | 'boot-failed' | 'boot-timeout' | 'download' | 'stopped';
  sentence: string;
}

export class DownloadError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

export function noStart(): Refusal {
  return { code: 'boot-failed', sentence: say('refusal-no-start') };
}

export function tooSlow(): Refusal {
  return { code: 'boot-timeout', sentence: say('refusal-too-slow') };
}

export function stopped(): Refusal {
  return { code: 'stopped', sentence: say('refusal-stopped') };
}

/** What a worker says of itself, in words. */
export function refusalBy(worker: WorkerRefusal): Refusal {
  switch (worker.why) {
    case 'policy':
      return { code: 'policy', sentence: say('refusal-policy') };
    case 'wrong-file':
      return { code: 'wrong-file', sentence: say('refusal-wrong-file-sums', worker) };
    case 'wrong-extension':
      return { code: 'wrong-file', sentence: say('refusal-wrong-extension', worker) };
    case 'broken-extension':
      return { code: 'boot-failed', sentence: say('refusal-broken-extension', worker) };
    case 'broken-extensions':
      return { code: 'boot-failed', sentence: say('refusal-broken-extensions', worker) };
    case 'broken-start':
      return { code: 'boot-failed', sentence: say('refusal-broken-start', worker) };
    default:
      // Whatever a worker refuses by, the engine has failed: nobody waits for it.
      return noStart();
  }
}

/** What may be shown of an error that kept the engine from starting. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof DownloadError) return error.refusal;
  return error && typeof error === 'object' && 'sentence' in error ? (error as Refusal) : noStart();
}
