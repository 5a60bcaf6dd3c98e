/**
 * Writes the archive: stored, not deflated, as a stream from the approved blobs.
 *
 * It checks what it writes while it writes it. A file whose bytes are not the approved ones ends the whole archive.
 */
import { makeZip } from 'client-zip';
import type { FromZip, ToZip, ZipEntry } from './messages';
import { Mismatch, verified } from './verified';

interface Scope {
  postMessage(message: FromZip): void;
  onmessage: ((event: MessageEvent<ToZip>) => void) | null;
}

const scope = self as unknown as Scope;
const say = (message: FromZip) => scope.postMessage(message);

/** The same for all files: when a case was packed is nobody's business. */
const DATE = new Date(2000, 0, 1);
const REPORT_EVERY = 100;

let current = 0;

class Cancelled extends Error {}

async function pack(job: number, entries: ZipEntry[]): Promise<void> {
  let bytes = 0;
  let last = 0;
  const report = (files: number) => {
    if (performance.now() - last < REPORT_EVERY) return;
    last = performance.now();
    say({ kind: 'progress', job, bytes, files });
  };
  let failure: unknown = null;
  async function* files() {
    for (const [at, entry] of entries.entries()) {
      const input = (async function* () {
        try {
          for await (const chunk of verified(entry, at, (count) => (bytes += count))) {
            if (job !== current) throw new Cancelled();
            report(at);
            yield chunk;
          }
        } catch (error) {
          failure = error;
          throw error;
        }
      })();
      yield { name: entry.name, lastModified: DATE, input, size: entry.blob.size };
    }
  }
  try {
    const archive = await new Response(makeZip(files()), { headers: { 'Content-Type': 'application/zip' } }).blob();
    if (failure) throw failure;
    if (job === current) say({ kind: 'packed', job, archive });
  } catch {
    if (job !== current || failure instanceof Cancelled) return;
    say({ kind: 'refused', job, entry: failure instanceof Mismatch ? failure.entry : null });
  }
}

scope.onmessage = (event) => {
  const message = event.data;
  current = message.kind === 'pack' ? message.job : 0;
  if (message.kind === 'pack') void pack(message.job, message.entries);
};
