/**
 * Unpacks archives, entry by entry, for the page: nothing of an archive is ever in memory as a whole.
 *
 * A stored entry becomes a slice of the archive, held by nobody twice; a deflated one is inflated into a Blob, whose bytes the
 * browser keeps where it likes (large ones on the disk). Each is read to its end and checked against its size and CRC first.
 */
import '../../engine/doors';
import {
  BlobReader,
  configure,
  ZipReader,
  type Entry,
  type FileEntry,
} from '@zip.js/zip.js/lib/zip-core-custom.js';
import { createCRC32 } from 'hash-wasm';
import { pieces } from '../../engine/digest';
import { isArchive } from './content';
import { Budget, LIMITS, pathOf } from './judge';
import type { FromUnzip, ToUnzip, Unpacked, ZipCode } from './messages';

interface Scope {
  postMessage(message: FromUnzip): void;
  onmessage: ((event: MessageEvent<ToUnzip>) => void) | null;
}

const scope = self as unknown as Scope;
const say = (message: FromUnzip) => scope.postMessage(message);

const REPORT_EVERY = 100;
const STORED = 0;
const DEFLATED = 8;

// This is a worker already. The browser inflates a chunk at once, so its size bounds what a chunk of a bomb can become.
configure({ useWebWorkers: false, chunkSize: 16 * 1024 });

/** One dropped archive. */
interface Job {
  id: number;
  signal: AbortSignal;
  budget: Budget;
  onBytes(count: number): void;
}

/** An entry that is not unpacked, and why. */
class Refused extends Error {
  constructor(readonly code: ZipCode) {
    super(code);
  }
}

/** Never reads more at once than a list of entries may be long, whatever the archive claims. */
class BoundedReader extends BlobReader {
  override async readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    if (length > LIMITS.directory) throw new Refused('zip-broken');
    return super.readUint8Array(offset, length);
  }
}

async function contentOf(job: Job, archive: Blob, entry: FileEntry): Promise<Blob> {
  if (entry.encrypted) throw new Refused('zip-encrypted');
  if (entry.compressionMethod === STORED) return stored(job, archive, entry);
  if (entry.compressionMethod === DEFLATED) return inflated(job, entry);
  throw new Refused('zip-method');
}

async function stored(job: Job, archive: Blob, entry: FileEntry): Promise<Blob> {
  if (entry.compressedSize !== entry.uncompressedSize) throw new Refused('zip-damaged');
  await entry.getData(new WritableStream(), { signal: job.signal, checkOverlappingEntryOnly: true });
  const start = entry.localDirectory!.dataOffset;
  const content = archive.slice(start, start + entry.compressedSize);
  const crc = await createCRC32();
  crc.init();
  for await (const piece of pieces(content)) {
    job.signal.throwIfAborted();
    crc.update(piece);
    job.onBytes(piece.length);
  }
  if (Number.parseInt(crc.digest('hex'), 16) !== entry.crc32) throw new Refused('zip-damaged');
  return content;
}

async function inflated(job: Job, entry: FileEntry): Promise<Blob> {
  const claim = job.budget.judge(entry.compressedSize, entry.uncompressedSize);
  if (claim) throw new Refused(claim);
  const through = bounded(job, entry);
  const kept = new Response(through.readable).blob();
  kept.catch(() => undefined); // what went wrong is told by the reading below
  try {
    await entry.getData(through.writable, { signal: job.signal, checkCrc32: true, checkOverlappingEntry: true });
  } catch (error) {
    // Whoever waits for the bytes would wait for ever.
    through.writable.abort(error).catch(() => undefined);
    throw error;
  }
  const blob = await kept.catch(() => undefined);
  // Without room the browser makes a Blob that cannot be read.
  const whole = blob?.size === entry.uncompressedSize && (await blob.slice(-1).arrayBuffer().catch(() => null));
  if (!whole) throw new Refused('zip-space');
  job.budget.add(blob.size);
  return blob;
}

/** Stops an entry as soon as it has become larger than it said, or than any may be. */
function bounded(job: Job, entry: FileEntry): TransformStream<Uint8Array, Uint8Array> {
  let size = 0;
  return new TransformStream({
    transform(chunk, controller) {
      size += chunk.length;
      job.onBytes(chunk.length);
      const refusal = job.budget.judge(entry.compressedSize, size);
      if (refusal) throw new Refused(refusal);
      if (size > entry.uncompressedSize) throw new Refused('zip-damaged');
      controller.enqueue(chunk);
    },
  });
}

async function unpackEntry(job: Job, archive: Blob, entry: FileEntry, folder: string, depth: number): Promise<Unpacked[]> {
  const name = pathOf(entry.filename);
  const path = `${folder}${name ?? entry.filename}`;
  try {
    if (name === null) throw new Refused('zip-path');
    const blob = await contentOf(job, archive, entry);
    if (!(await isArchive(blob))) return [{ path, blob }];
    if (depth === LIMITS.depth) throw new Refused('zip-depth');
    const within: Unpacked[] = [];
    const code = await unpack(job, blob, `${path}/`, depth + 1, (unpacked) => within.push(...unpacked));
    return code ? [...within, { path, code }] : within;
  } catch (error) {
    job.signal.throwIfAborted();
    return [{ path, code: error instanceof Refused ? error.code : 'zip-damaged' }];
  }
}

/** Hands out each entry from the given place on. Returns what is wrong with the archive itself. */
async function unpack(
  job: Job,
  archive: Blob,
  folder: string,
  depth: number,
  out: (unpacked: Unpacked[], at: number) => void,
  from = 0,
): Promise<ZipCode | null> {
  const { entries, code } = await list(job, archive);
  if (depth === 1) say({ kind: 'listed', job: job.id, entries: entries.length });
  for (const [at, entry] of entries.entries()) {
    if (at < from) continue;
    // A folder is no file. One that holds something is, whatever its name says.
    const empty = entry.directory && entry.uncompressedSize === 0;
    out(empty ? [] : await unpackEntry(job, archive, entry as FileEntry, folder, depth), at);
  }
  return code ?? (entries.length === 0 ? 'zip-empty' : null);
}

/** The entries that can be read, and what is wrong with the list of them. */
async function list(job: Job, archive: Blob): Promise<{ entries: Entry[]; code: ZipCode | null }> {
  // What to think of a name is decided entry by entry; zip.js would refuse the whole archive.
  const zip = new ZipReader(new BoundedReader(archive), { filenameValidation: 'tolerant' });
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      job.signal.throwIfAborted();
      if (!job.budget.countEntry()) return { entries: [], code: 'zip-too-many' };
      entries.push(entry);
    }
    return { entries, code: null };
  } catch {
    job.signal.throwIfAborted();
    return { entries, code: 'zip-broken' };
  }
}

const jobs = new Map<number, AbortController>();

async function run(id: number, file: Blob, from: number): Promise<void> {
  const control = new AbortController();
  jobs.set(id, control);
  let bytes = 0;
  let last = 0;
  const onBytes = (count: number) => {
    bytes += count;
    if (performance.now() - last < REPORT_EVERY) return;
    last = performance.now();
    say({ kind: 'bytes', job: id, bytes });
  };
  const job: Job = { id, signal: control.signal, budget: new Budget(file.size), onBytes };
  try {
    const out = (unpacked: Unpacked[], at: number) => say({ kind: 'entry', job: id, at, unpacked });
    say({ kind: 'done', job: id, code: await unpack(job, file, '', 1, out, from) });
  } catch {
    // Cancelled: nobody listens.
  } finally {
    jobs.delete(id);
  }
}

scope.onmessage = (event) => {
  const message = event.data;
  if (message.kind === 'unpack') void run(message.job, message.file, message.from);
  else jobs.get(message.job)?.abort();
};
