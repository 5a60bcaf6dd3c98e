/**
 * The copy that is being made, one at a time: it waits until the image is written as it is wanted, and decoded, whatever
 * somebody looks at meanwhile.
 */
import { effect, signal } from '@preact/signals';
import { drawnOn, says, type Annotation } from '../../case/annotations';
import { basisOf, copies } from '../../case/copies';
import { identifying } from '../../case/identifying';
import { isStale, type Item } from '../../case/model';
import { addFiles } from '../../case/process';
import { current, drawing, forget, item, settle } from '../../case/store';
import { EngineError } from '../../engine/client';
import type { Frame } from '../../engine/types';
import { say } from '../../words';
import { arrivals, cached, wantOf, whenIdle, type Want } from '../frames';
import type { Display } from '../view/viewport';
import { burn } from './burn';

export interface Burning {
  /** The image that it is of. */
  readonly of: string;
  readonly frame: number;
  readonly state: 'writing' | 'decoding' | 'drawing';
}

/** Why there is no copy of a frame. */
interface NotBurned extends Pick<Burning, 'of' | 'frame'> {
  /** As they were when it was told. */
  readonly annotations: readonly Annotation[];
  readonly sentence: string;
}

export const burning = signal<Burning | null>(null);
export const notBurned = signal<NotBurned | null>(null);

let control = new AbortController();

/** As it is shown, and drawn on, just now. */
export async function startBurning({ id: of }: Item, frame: number, display: Display): Promise<void> {
  if (burning.value) return;
  control = new AbortController();
  const { signal } = control;
  notBurned.value = null;
  let sentence: string | null = null;
  try {
    sentence = await make(of, frame, display, signal);
  } catch (error) {
    sentence = (error instanceof EngineError && error.sentence) || say('burn-failed');
  }
  if (signal.aborted) return;
  cancelBurning();
  if (sentence) notBurned.value = { of, frame, annotations: drawing.value.annotations, sentence };
}

/** Ends what still waits for it, too. */
export function cancelBurning(): void {
  control.abort();
  burning.value = null;
}

export function forgetBurning(): void {
  cancelBurning();
  notBurned.value = null;
}

/** Resolves to the sentence that says why there is none; to null where there is one. */
async function make(id: string, frame: number, display: Display, signal: AbortSignal): Promise<string | null> {
  const drawn = drawnOn(drawing.value.annotations, id, frame).filter(says);
  const basis = basisNow(id, frame);
  if (basis === null) return say('burn-held');
  burning.value = { of: id, frame, state: 'writing' };
  if ((await identifying(drawn.map(({ text }) => text))).size > 0) return say('burn-names');
  signal.throwIfAborted();
  const want = await until(() => (void current.value, wantNow(id, frame)), signal);
  if (want === 'held') return say('burn-held');
  burning.value = { of: id, frame, state: 'decoding' };
  const pixels = await decodedFrame(want, signal);
  if (!pixels) return say('burn-undecoded');
  const source = item(id);
  if (!source || !isAsItWas(source, want, basis)) return say('burn-changed');
  burning.value = { of: id, frame, state: 'drawing' };
  const made = await burn(source, pixels, drawn, display, signal);
  signal.throwIfAborted();
  const now = item(id);
  if (!now || !isAsItWas(now, want, basis)) return say('burn-changed');
  for (const old of copies.value.filter((each) => each.of === id && each.frame === frame)) forget(old.id);
  const [copy] = addFiles([{ file: new File([made], 'copy.dcm'), path: say('copy-path') }]);
  copies.value = [...copies.value.filter((each) => each.of !== id || each.frame !== frame), { id: copy!, of: id, frame, basis }];
  settle();
  return null;
}

/** By the candidate as well: a redaction that was undone and drawn again meanwhile has the same basis, and these pixels may lack it. */
function isAsItWas(source: Item, { key, frame }: Want, basis: string): boolean {
  return !isStale(source) && wantOf(source, frame)?.key === key && basisNow(source.id, frame) === basis;
}

function basisNow(id: string, frame: number): string | null {
  const source = item(id);
  return source ? basisOf(source, frame, drawing.value.annotations) : null;
}

/** The frame of the candidate as it is wanted; null while that is being written. */
function wantNow(id: string, frame: number): Want | 'held' | null {
  const source = item(id);
  if (!source) return 'held';
  if (isStale(source) || (source.stage === 'clean' && !source.candidate?.digest)) return null;
  return (source.stage === 'clean' && wantOf(source, frame)) || 'held';
}

/** What `look` finds, as soon as it finds something; it reads signals. Rejects once nobody waits for it any more. */
function until<T>(look: () => T | null, signal: AbortSignal): Promise<T> {
  let stop = () => {};
  const found = new Promise<T>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    stop = effect(() => {
      const now = look();
      if (now !== null) resolve(now);
    });
  });
  return found.finally(() => stop());
}

/** Null where it cannot be decoded. What is looked at comes in by itself; whatever else is decoded when nothing is asked for. */
function decodedFrame(want: Want, signal: AbortSignal): Promise<Frame | null> {
  let takeBack = () => {};
  const idle = new Promise<Frame | null>((resolve) => {
    takeBack = whenIdle(want, resolve);
  });
  const looked = until(() => (void arrivals.value, cached(want.key)), signal);
  return Promise.race([idle, looked]).finally(() => takeBack());
}
