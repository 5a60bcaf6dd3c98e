import { EngineError } from '../engine/client';

/** Runs `work` on what `next` hands out, a few at a time, until nothing is left. */
export async function inLanes<T>(lanes: number, next: () => T | undefined | Promise<T | undefined>, work: (task: T) => Promise<void>) {
  const lane = async () => {
    for (let task = await next(); task !== undefined; task = await next()) await work(task);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** True for an error that is not the user's own Cancel. */
export function isFailure(error: unknown): boolean {
  return !(error instanceof DOMException && error.name === 'AbortError');
}

/** True when the engine itself is gone: no file is to blame. */
export function isStopped(error: unknown): boolean {
  return error instanceof EngineError && error.code === 'stopped';
}
