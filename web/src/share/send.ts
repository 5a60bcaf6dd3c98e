/**
 * Sends one approved instance to a DICOMweb server and looks what became of it.
 *
 * This is the only code of the page that sends anything of a case. It takes an id, never bytes: what goes out is what the
 * case holds as approved under that id, and only after its bytes were digested once more.
 */
import { holdBack } from '../case/approve';
import type { Approval } from '../case/model';
import { ownReason } from '../case/reasons';
import { isSafeAddress } from '../config/address';
import type { Destination } from '../config/types';
import { sha256, sha256OfBytes } from '../engine/digest';
import { say } from '../words';
import { stillApproved, type Approved } from './approved';
import { post, type Answer } from './dicomweb/post';
import { readBack, type ReadBack } from './dicomweb/readback';
import { signInHeaders, type SignIn } from './dicomweb/sign-in';
import { failureWords, said, stowBody } from './dicomweb/stow';
import { Trouble, troubleOf } from './dicomweb/trouble';

/** `stored`: and read back, byte for byte. Everything else says in a sentence what to know. */
export type Sent = { kind: 'stored' } | { kind: 'refused' | 'withdrawn'; sentence: string };

export interface Target {
  destination: Destination;
  signIn: SignIn;
}

/** Up to this size the very bytes that were digested are sent. A larger file stays where it is, and the browser refuses it when its date changes. */
const HELD = 16 << 20;
/** A server may need a moment before it gives back what it has just stored. */
const PATIENCE = [500, 1500, 3000];

function withdrawn(): Sent {
  return { kind: 'withdrawn', sentence: say('send-withdrawn') };
}

/** The approved bytes, digested now; null where they are others or cannot be read. */
async function sealed(approval: Approval): Promise<Blob | null> {
  try {
    if (approval.blob.size > HELD) return (await sha256(approval.blob)) === approval.digest ? approval.blob : null;
    const bytes = await approval.blob.arrayBuffer();
    return (await sha256OfBytes(bytes)) === approval.digest ? new Blob([bytes]) : null;
  } catch {
    return null;
  }
}

/**
 * `look` asks first whether the server has it: on a first request, which tells whether the sign-in is right, and after one
 * whose end is not known. `onBytes` hears how much of it has gone out. Rejects with `Trouble`, or with the signal's reason.
 */
export async function send(
  id: string,
  { destination, signIn }: Target,
  look: boolean,
  signal: AbortSignal,
  onBytes: (sent: number) => void,
): Promise<Sent> {
  if (!isSafeAddress(destination.url)) return { kind: 'refused', sentence: say('send-address') };
  const object = stillApproved(id);
  if (!object) return withdrawn();
  const bytes = await sealed(object.approval);
  if (!bytes) {
    holdBack(id, ownReason('changed-on-disk'));
    return { kind: 'withdrawn', sentence: say('send-changed') };
  }
  const headers = signInHeaders(destination.authentication, signIn);
  const address = addressOf(object, destination);
  const expected = { size: bytes.size, digest: object.approval.digest };

  if (look) {
    const found = await readBack(address, headers, expected, signal);
    if (found === 'same') return { kind: 'stored' };
    if (found === 'other') return { kind: 'refused', sentence: say('send-other-there') };
  }
  signal.throwIfAborted();
  if (stillApproved(id)?.approval !== object.approval) return withdrawn();
  const { contentType, blob } = stowBody(bytes);
  const answer = await post(
    `${destination.url}studies`,
    { ...headers, 'Content-Type': contentType, Accept: 'application/dicom+json' },
    blob,
    signal,
    (sent) => onBytes(Math.min(sent, bytes.size)),
  );
  return judge(answer, object.instance.uid, () => readBack(address, headers, expected, signal), signal);
}

function addressOf({ instance }: Approved, destination: Destination): string {
  const { study, series, uid } = instance;
  return `${destination.url}studies/${study.uid}/series/${series.uid}/instances/${uid}`;
}

/** What the server says is believed when it says no, and looked at when it says yes. */
async function judge(answer: Answer, uid: string, look: () => Promise<ReadBack>, signal: AbortSignal): Promise<Sent> {
  const word = said(answer.text, uid);
  if (word.kind === 'unnamed') {
    const trouble = troubleForAll(answer);
    if (trouble) throw trouble;
  }
  let found = await look();
  for (const wait of word.kind === 'referenced' ? PATIENCE : []) {
    if (found !== 'absent') break;
    await pause(wait, signal);
    found = await look();
  }
  if (found === 'same') return { kind: 'stored' };
  if (found === 'other') return { kind: 'refused', sentence: say('send-other-kept') };
  if (word.kind === 'failed') return { kind: 'refused', sentence: failureWords(word.reason) };
  if (word.kind === 'unnamed') return { kind: 'refused', sentence: unnamed(answer) };
  return { kind: 'refused', sentence: say(found === 'forbidden' ? 'send-not-readable' : 'send-not-there') };
}

/** An answer that names no instance may concern them all. */
function troubleForAll({ status, retryAfter }: Answer): Trouble | null {
  if (status === 403) return new Trouble('sign-in', say('trouble-not-allowed'));
  if (status === 404 || status === 405 || status === 501) {
    return new Trouble('away', say('trouble-no-uploads', { status: String(status) }));
  }
  return troubleOf(status, retryAfter);
}

function unnamed({ status, text }: Answer): string {
  const values = { status: String(status) };
  // Its own words help a person; they are shown as text, and shortened.
  const words = text.replace(/[\s\p{C}]+/gu, ' ').trim();
  if (!words) return say('send-unnamed', values);
  return say('send-unnamed-words', { ...values, words: words.length > 200 ? `${words.slice(0, 200)}…` : words });
}

export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}
