import { createSHA256 } from 'hash-wasm';

/** Hex of the SHA-256 of a Blob, read as a stream: the memory it needs does not grow with the file. */
export async function sha256(blob: Blob): Promise<string> {
  const hash = await createSHA256();
  hash.init();
  const reader = blob.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return hash.digest('hex');
    hash.update(value);
  }
}
