/** Puts the files of a dropped archive into the case, in the archive's place. */
import type { Item } from '../model';
import { addFile, forget, patch, settle } from '../store';
import { unpack } from './client';
import type { Unpacked } from './messages';
import { zipReason } from './reasons';

export { startUnzipWorker } from './client';
export { isArchive } from './content';

interface Unpacking {
  entries: number;
  done: number;
  bytes: number;
}

const running = new Map<string, Unpacking>();
/** How many entries of an archive are in the case already: where it goes on after a Cancel. */
const taken = new Map<string, number>();

/** How far the archives are that are being unpacked; null when there is none. */
export function unpacking(): Unpacking | null {
  const all = [...running.values()];
  if (all.length === 0) return null;
  const sum = (of: keyof Unpacking) => all.reduce((total, each) => total + each[of], 0);
  return { entries: sum('entries'), done: sum('done'), bytes: sum('bytes') };
}

/** Where unpacking would go on is of no use in a new case. */
export function forgetArchives(): void {
  taken.clear();
}

function take(archive: Item, each: Unpacked, add: (id: string) => void): void {
  const path = `${archive.path}/${each.path}`;
  const name = each.path.split('/').pop()!;
  const added = addFile(new File('blob' in each ? [each.blob] : [], name), path);
  if ('code' in each) patch(added.id, zipReason(each.code));
  else add(added.id);
}

/**
 * Each entry becomes a file of the case or stands in it with the reason why not. The archive itself stays only where something
 * is wrong with it. `add` hears of each file that may be read. Rejects when aborted: what was taken is in the case, and the next call goes on behind it.
 */
export async function unpackInto(archive: Item, signal: AbortSignal, add: (id: string) => void): Promise<void> {
  const { id } = archive;
  const progress: Unpacking = { entries: 0, done: 0, bytes: 0 };
  running.set(id, progress);
  try {
    const code = await unpack(signal, archive.file, taken.get(id) ?? 0, {
      listed: (entries) => void (progress.entries = entries),
      bytes: (bytes) => void (progress.bytes = bytes),
      entry: (at, unpacked) => {
        for (const each of unpacked) take(archive, each, add);
        taken.set(id, at + 1);
        progress.done = at + 1;
      },
    });
    taken.delete(id);
    if (code === null) forget(id);
    else patch(id, zipReason(code));
  } finally {
    running.delete(id);
    settle();
  }
}
