import { createSHA256 } from 'hash-wasm';

/** The bytes behind a Blob are gone or were changed. Browsers word this differently (a DOMException, a TypeError): one word for all. */
export class Unreadable extends Error {}

/** Hex of the SHA-256 of a Blob, read as a stream: the memory it needs does not grow with the file. Throws `Unreadable`. */
export async function sha256(blob: Blob): Promise<string> {
  const hash = await createSHA256();
  hash.init();
  const reader = blob.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new Unreadable();
    });
    if (done) return hash.digest('hex');
    hash.update(value);
  }
}

/** The same for bytes that are in memory anyway: the browser's own hash is several times faster, where the page may use it. */
export async function sha256OfBytes(bytes: ArrayBuffer): Promise<string> {
  if (!globalThis.crypto?.subtle) return sha256(new Blob([bytes]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
