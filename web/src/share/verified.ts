/** Passes bytes on and reckons their SHA-256. At the end a difference is an error, so that nothing of the archive survives. */
import { createSHA256 } from 'hash-wasm';
import type { ZipEntry } from './messages';

export class Mismatch extends Error {
  constructor(readonly entry: number) {
    super('The bytes are not those that were approved.');
  }
}

/** `onBytes` hears of every chunk. Rejects with `Mismatch` where the bytes differ or cannot be read any more. */
export async function* verified(entry: ZipEntry, at: number, onBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  const hash = await createSHA256();
  hash.init();
  const reader = entry.blob.stream().getReader();
  for (;;) {
    let chunk;
    try {
      chunk = await reader.read();
    } catch {
      throw new Mismatch(at);
    }
    if (chunk.done) break;
    hash.update(chunk.value);
    onBytes(chunk.value.length);
    yield chunk.value;
  }
  if (hash.digest('hex') !== entry.digest) throw new Mismatch(at);
}
