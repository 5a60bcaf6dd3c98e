import { say } from '../../words';

/**
 * Why nothing can be said of an instance yet: the server is `away` (try again later), or does not accept the `sign-in`.
 * Either concerns all instances alike.
 */
export class Trouble extends Error {
  constructor(
    readonly kind: 'away' | 'sign-in',
    readonly sentence: string,
    /** Milliseconds that the server asked to wait. */
    readonly wait = 0,
  ) {
    super(kind);
  }
}

/** Statuses after which it may go better later. */
const LATER = new Set([408, 425, 429, 500, 502, 503, 504]);

/** The trouble that a status means when nothing else was said; null when it concerns only this request. */
export function troubleOf(status: number, retryAfter: string | null): Trouble | null {
  if (status === 401) return new Trouble('sign-in', say('trouble-sign-in'));
  if (!LATER.has(status)) return null;
  const seconds = Number(retryAfter ?? 0);
  return new Trouble('away', say('trouble-away', { status: String(status) }), Number.isFinite(seconds) ? seconds * 1000 : 0);
}

export function noAnswer(): Trouble {
  return new Trouble('away', say('trouble-no-answer'));
}
