/**
 * Copies of frames with drawings burned in. Each is a file of the case like any other, but it is only good as long as the image
 * that it was made from is what it was: one that was made before a redaction may show what is blanked now.
 */
import { effect, signal } from '@preact/signals';
import { drawnOn, type Annotation } from './annotations';
import type { Instance, WriteRequest } from '../engine/types';
import { holdBack } from './approve';
import type { Item } from './model';
import { ownReason } from './reasons';
import { current, drawing, item } from './store';
import { readCrop, readRedactions } from './wanted';

export interface Copy {
  /** The file that it is. */
  readonly id: string;
  readonly of: string;
  readonly frame: number;
  /** What it was made from: see `basisOf`. */
  readonly basis: string;
}

export const copies = signal<readonly Copy[]>([]);

export function forgetCopies(): void {
  copies.value = [];
}

/** What decides how a frame with its drawings looks, as it is wanted now; null where the image does not leave at all. Pure. */
export function basisOf({ id, stage, wanted, instance }: Item, frame: number, annotations: readonly Annotation[]): string | null {
  if (stage !== 'clean' || wanted === null || !instance?.image) return null;
  const redactions = readRedactions(wanted).filter((each) => each.frame === null || each.frame === frame);
  const drawn = drawnOn(annotations, id, frame).map(({ kind, from, to, text }) => [kind, from, to, text]);
  return JSON.stringify([redactions, readCrop(wanted), instance.image.shows, drawn]);
}

/** What a file was copied from, the first image first; nothing for what is no copy. Its rules are those of the copy too. */
export function originsOf(id: string): Instance[] {
  const of = copies.value.find((copy) => copy.id === id)?.of;
  const instance = of === undefined ? null : item(of)?.instance;
  return of !== undefined && instance ? [...originsOf(of), instance] : [];
}

/** The same as the engine takes them. */
export function originsFor(id: string): Pick<WriteRequest, 'origins'> {
  const origins = originsOf(id);
  return origins.length > 0 ? { origins: origins.map(({ series, uid }) => [series.uid, uid] as const) } : {};
}

export function isUpToDate(copy: Copy): boolean {
  const source = item(copy.of);
  return source !== undefined && basisOf(source, copy.frame, drawing.value.annotations) === copy.basis;
}

/** False for a copy that must not leave; true for every other file. */
export function isNoOldCopy(id: string): boolean {
  const copy = copies.value.find((each) => each.id === id);
  return !copy || isUpToDate(copy);
}

/** A copy that is out of date goes into quarantine, and its approval with it. */
export function watchCopies(): void {
  effect(() => {
    void current.value;
    void drawing.value;
    for (const copy of copies.value) {
      const each = item(copy.id);
      if (each && each.stage !== 'quarantined' && !isUpToDate(copy)) holdBack(copy.id, ownReason('copy-out-of-date'));
    }
  });
}
