/** The SHA-256 of the one object in a WADO-RS answer, reckoned as it arrives: nothing of it is kept. */
import { createSHA256 } from 'hash-wasm';

/** The answer broke off, or is not what its headers say. */
export class BrokenAnswer extends Error {}

/** Bytes that stand between the boundary and the object: a few header lines. */
const LONGEST_HEAD = 16 << 10;

/** The boundary of a multipart answer; null for a plain DICOM object; undefined for anything else. */
export function boundaryOf(contentType: string | null): string | null | undefined {
  const [kind, ...parameters] = (contentType ?? '').split(';').map((part) => part.trim());
  if (kind?.toLowerCase() === 'application/dicom') return null;
  if (kind?.toLowerCase() !== 'multipart/related') return undefined;
  const boundary = parameters.find((part) => part.toLowerCase().startsWith('boundary='))?.slice('boundary='.length);
  return boundary?.replace(/^"(.*)"$/, '$1') || undefined;
}

/**
 * Hex of the digest of the object, or null where it is not `size` bytes long. The size is known, so the object's own bytes are
 * never searched for the boundary. Throws `BrokenAnswer`.
 */
export async function partDigest(body: ReadableStream<Uint8Array>, boundary: string | null, size: number): Promise<string | null> {
  const [next, cancel] = chunks(body);
  try {
    let rest: Uint8Array = boundary === null ? new Uint8Array() : await afterHead(next, boundary);
    const hash = await createSHA256();
    hash.init();
    let end = new Uint8Array();
    for (let left = size; left > 0; ) {
      const mine = rest.subarray(0, left);
      hash.update(mine);
      left -= mine.length;
      end = joined(end, mine.subarray(-200)).slice(-200);
      rest = rest.subarray(mine.length);
      if (left === 0) break;
      const more = await next(); // `rest` is used up
      if (more === null) {
        if (boundary === null || text(end).includes(`--${boundary}--`)) return null; // whole, and shorter
        throw new BrokenAnswer();
      }
      rest = more;
    }
    const closing = boundary === null ? '' : `\r\n--${boundary}`;
    rest = rest.slice();
    while (rest.length < Math.max(closing.length, 1)) {
      const more = await next();
      if (more === null) break;
      rest = joined(rest, more);
    }
    const ends = closing === '' ? rest.length === 0 : text(rest.subarray(0, closing.length)) === closing;
    return ends ? hash.digest('hex') : null;
  } finally {
    cancel();
  }
}

type Next = () => Promise<Uint8Array | null>;

/**
 * The pieces of a stream, null at its end, and how to stop. Each piece is gone when the next is asked for: where the browser can do
 * it they share one buffer, for a gigabyte of small ones is collected too late.
 */
function chunks(body: ReadableStream<Uint8Array>): [Next, () => void] {
  const quiet = () => undefined;
  let reader: ReadableStreamBYOBReader;
  try {
    reader = body.getReader({ mode: 'byob' });
  } catch {
    const plain = body.getReader();
    return [async () => (await plain.read()).value ?? null, () => void plain.cancel().catch(quiet)];
  }
  let buffer = new ArrayBuffer(1 << 20);
  const next = async () => {
    const { done, value } = await reader.read(new Uint8Array(buffer));
    if (done || !value) return null;
    buffer = value.buffer as ArrayBuffer;
    return value;
  };
  return [next, () => void reader.cancel().catch(quiet)];
}

/** What was read beyond the first boundary and the header lines of its part. */
async function afterHead(next: Next, boundary: string): Promise<Uint8Array> {
  let head = new Uint8Array();
  for (;;) {
    const more = await next();
    if (more === null) throw new BrokenAnswer();
    head = joined(head, more);
    const words = text(head.subarray(0, LONGEST_HEAD));
    const start = words.indexOf(`--${boundary}\r\n`);
    const end = start < 0 ? -1 : words.indexOf('\r\n\r\n', start);
    if (end >= 0) return head.subarray(end + 4);
    if (head.length > LONGEST_HEAD) throw new BrokenAnswer();
  }
}

/** Bytes as characters of one byte each, so that places in the text are places in the bytes. */
function text(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
