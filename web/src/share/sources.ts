/** The SHA-256 of dropped files, asked for when a report or a crosswalk is made: a large case is read once more for it. */
import { engine } from '../case/engine';
import { inLanes } from '../case/lanes';
import { EngineError } from '../engine/client';

/** By the file itself: the digest goes with it. */
const digests = new WeakMap<File, string>();
const LANES = 2;

/** Hex for each file, '' where it can no longer be read. Rejects with the signal's reason. `onFile` hears of each that is done. */
export async function digestSources(files: readonly File[], signal: AbortSignal, onFile: (file: File) => void): Promise<void> {
  const left = [...files];
  await inLanes(LANES, () => (signal.aborted ? undefined : left.shift()), async (file) => {
    if (!digests.has(file)) digests.set(file, await digestOf(file, signal));
    onFile(file);
  });
  signal.throwIfAborted();
}

export function sourceDigest(file: File): string {
  return digests.get(file) ?? '';
}

async function digestOf(file: File, signal: AbortSignal): Promise<string> {
  try {
    return await engine.digest(signal, file);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'unreadable') return '';
    throw error;
  }
}
