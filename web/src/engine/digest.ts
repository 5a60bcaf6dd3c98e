import { createSHA256, sha256 as wasmSha256 } from 'hash-wasm';

/** The bytes behind a Blob are gone or were changed. Browsers word this differently (a DOMException, a TypeError): one word for all. */
export class Unreadable extends Error {}

/** Up to here a Blob is read as a whole: the browser's own hash is several times faster, but it cannot take a stream. */
const SMALL = 4 << 20;
const CHUNK = 1 << 20;

/**
 * Hex of the SHA-256 of a Blob. A large one is read a piece at a time: the memory it needs does not grow with the file.
 * `progress` is called with every piece. Throws `Unreadable`.
 */
export async function sha256(blob: Blob, progress: () => void = () => undefined): Promise<string> {
  if (blob.size <= SMALL) return sha256OfBytes(await orUnreadable(blob.arrayBuffer()));
  const hash = await createSHA256();
  hash.init();
  for await (const piece of pieces(blob)) {
    hash.update(piece);
    progress();
  }
  return hash.digest('hex');
}

/**
 * The bytes of a Blob, a piece at a time; throws `Unreadable`. All pieces share one buffer where the browser can do that, so each
 * is only good until the next is asked for: over 2 GB the usual reader is three times slower and leaves 250 MB behind.
 */
export async function* pieces(blob: Blob): AsyncGenerator<Uint8Array> {
  const reader = byteReader(blob);
  if (reader) {
    let buffer = new ArrayBuffer(CHUNK);
    for (;;) {
      const { done, value } = await orUnreadable(reader.read(new Uint8Array(buffer)));
      if (done) return;
      yield value;
      buffer = value.buffer;
    }
  }
  for (let offset = 0; offset < blob.size; offset += CHUNK) {
    yield new Uint8Array(await orUnreadable(blob.slice(offset, offset + CHUNK).arrayBuffer()));
  }
}

/** Null where the streams of Blobs are no byte streams. */
function byteReader(blob: Blob): ReadableStreamBYOBReader | null {
  try {
    return blob.stream().getReader({ mode: 'byob' });
  } catch {
    return null;
  }
}

async function orUnreadable<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch {
    throw new Unreadable();
  }
}

/** The same for bytes that are in memory anyway: the browser's own hash is several times faster, where the page may use it. */
export async function sha256OfBytes(bytes: ArrayBuffer): Promise<string> {
  if (!globalThis.crypto?.subtle) return wasmSha256(new Uint8Array(bytes));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
