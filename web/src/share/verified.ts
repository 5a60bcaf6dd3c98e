/** Passes bytes on and reckons their SHA-256. At the end a difference is an error, so that nothing of the archive survives. */
import { createSHA256 } from 'hash-wasm';
import { pieces, Unreadable } from '../engine/digest';
import type { ZipEntry } from './messages';

export class Mismatch extends Error {
  constructor(readonly entry: number) {
    super('mismatch');
  }
}

/** `onBytes` hears of every chunk. Rejects with `Mismatch` where the bytes differ or cannot be read any more. */
export async function* verified(entry: ZipEntry, at: number, onBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  const hash = await createSHA256();
  hash.init();
  try {
    for await (const piece of pieces(entry.blob)) {
      hash.update(piece);
      onBytes(piece.length);
      // Who takes it may keep it longer than the reader's buffer stays as it is.
      yield piece.slice();
    }
  } catch (error) {
    throw error instanceof Unreadable ? new Mismatch(at) : error;
  }
  if (hash.digest('hex') !== entry.digest) throw new Mismatch(at);
}
