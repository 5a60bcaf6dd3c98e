/** How a call and how a start of the engine can fail, each with a sentence for the person. */
import { DownloadError } from './download';
import type { FailureCode, Refusal } from './messages';

const SENTENCES: Record<FailureCode | 'stopped', string> = {
  'engine-error': 'The engine stumbled over this file, so nothing of it is taken away. The other files are not affected.',
  'worker-died':
    'The engine broke down over this file twice, so nothing of it is taken away. It may be damaged, or need more memory than ' +
    'there is. The other files are not affected.',
  'no-progress':
    'The engine stood still over this file twice, so nothing of it is taken away. It may be damaged, or lie on a drive that ' +
    'does not answer: copy it to another place and add it again. The other files are not affected.',
  unreadable: 'The file can no longer be read. It was moved, deleted or changed after it was added: add it again.',
  'cannot-show': 'This image cannot be shown.',
  stopped: 'The engine is not running. Reload the page.',
};

/**
 * An answer that will not come: a stable code, and a sentence for the person. Carries no word of an exception, which may
 * quote a file.
 */
export class EngineError extends Error {
  constructor(
    readonly code: FailureCode | 'stopped',
    readonly sentence: string = SENTENCES[code],
  ) {
    super(code);
    this.name = 'EngineError';
  }
}

export const NO_START: Refusal = {
  code: 'boot-failed',
  sentence: 'The engine did not start. Reload the page, or try another browser.',
};
export const TOO_SLOW: Refusal = {
  code: 'boot-timeout',
  sentence: 'The engine did not start in time. Reload the page; if it stays so, try another browser.',
};
export const STOPPED: Refusal = { code: 'stopped', sentence: 'The engine was stopped.' };

/** What may be shown of an error that kept the engine from starting. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof DownloadError) return error.refusal;
  return error && typeof error === 'object' && 'sentence' in error ? (error as Refusal) : NO_START;
}
