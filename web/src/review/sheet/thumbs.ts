/** The small pictures of a contact sheet: frames made smaller, kept within a bound of bytes. The frames themselves are not kept. */
import type { Frame } from '../../engine/types';
import { whenIdle, type Want } from '../frames';
import { factorFor, reduced } from './reduce';

const LIMIT = 64 * 1024 * 1024;

const kept = new Map<string, Frame>();
let size = 0;

/** Tells the picture, at once where it is there. Returns what takes the wish back. */
export function thumb(want: Want, image: { rows: number; columns: number }, longest: number, take: (frame: Frame) => void): () => void {
  const factor = factorFor(image.rows, image.columns, longest);
  const key = `${want.key}/${factor}`;
  const known = kept.get(key);
  if (known) {
    kept.delete(key);
    kept.set(key, known);
    take(known);
    return () => undefined;
  }
  return whenIdle(want, (frame) => {
    if (frame) take(keep(key, reduced(frame, factor)));
  });
}

function keep(key: string, frame: Frame): Frame {
  kept.set(key, frame);
  size += frame.data.byteLength;
  for (const [old, { data }] of kept) {
    if (size <= LIMIT || old === key) break;
    kept.delete(old);
    size -= data.byteLength;
  }
  return frame;
}

export function forgetThumbs(): void {
  kept.clear();
  size = 0;
}
