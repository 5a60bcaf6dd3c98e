/** How the frames of an instance were seen, and what of that is enough. Pure. */
import type { Item } from './model';

/** A byte of `Item.seen`: not yet, by itself in the viewport, on the contact sheet, in a projection. The lower, the closer. */
export const OPEN = 0;
export const BY_ITSELF = 1;
export const ON_SHEET = 2;
export const IN_PROJECTION = 3;

export type How = typeof BY_ITSELF | typeof ON_SHEET | typeof IN_PROJECTION;

/** What has to be looked at frame by frame is not seen on a contact sheet or in a projection. */
export function isEnough(item: Item, how: number): boolean {
  return how === BY_ITSELF || (how !== OPEN && item.instance?.risk.level === 'overview');
}

export function seenFrames(item: Item): number {
  return item.seen.reduce((sum, how) => sum + (isEnough(item, how) ? 1 : 0), 0);
}

/** Numbers of frames. */
export interface Looked {
  readonly itself: number;
  readonly sheet: number;
  readonly projection: number;
  readonly open: number;
}

export function looked(items: readonly Item[]): Looked {
  const counts = [0, 0, 0, 0];
  for (const item of items) for (const how of item.seen) counts[isEnough(item, how) ? how : OPEN]! += 1;
  const [open, itself, sheet, projection] = counts as [number, number, number, number];
  return { itself, sheet, projection, open };
}

/** `seen` with one more frame; null where it was seen as closely before. */
export function seenToo(seen: Uint8Array, frame: number, how: How): Uint8Array | null {
  const before = seen[frame];
  if (before === undefined || (before !== OPEN && before <= how)) return null;
  const after = seen.slice();
  after[frame] = how;
  return after;
}
