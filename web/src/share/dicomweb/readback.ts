/** WADO-RS (PS3.18 10.4): is what the server gives back what was sent? */
import { BrokenAnswer, boundaryOf, partDigest } from './part';
import { noAnswer, troubleOf } from './trouble';

/** `absent`: no such object there. `forbidden`: it may not be read. `other`: an object with that UID and other bytes. */
export type ReadBack = 'same' | 'other' | 'absent' | 'forbidden';

const ACCEPT = 'multipart/related; type="application/dicom"; transfer-syntax=*';

export interface Expected {
  size: number;
  /** Hex of the SHA-256. */
  digest: string;
}

/** Rejects with `Trouble`, or with the signal's reason. */
export async function readBack(
  url: string,
  headers: Record<string, string>,
  expected: Expected,
  signal: AbortSignal,
): Promise<ReadBack> {
  try {
    const answer = await fetch(url, {
      headers: { ...headers, Accept: ACCEPT },
      // With a sign-in of our own the browser must add none, nor ask for one in a window of its own.
      credentials: 'Authorization' in headers ? 'omit' : 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal,
    });
    if (!answer.ok) {
      void answer.body?.cancel();
      const trouble = troubleOf(answer.status, answer.headers.get('Retry-After'));
      if (trouble) throw trouble;
      return answer.status === 403 ? 'forbidden' : 'absent';
    }
    const boundary = boundaryOf(answer.headers.get('Content-Type'));
    if (boundary === undefined || !answer.body) return 'absent';
    return (await partDigest(answer.body, boundary, expected.size)) === expected.digest ? 'same' : 'other';
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    // A TypeError is all that a browser tells of a network that failed.
    throw error instanceof TypeError || error instanceof BrokenAnswer ? noAnswer() : error;
  }
}
