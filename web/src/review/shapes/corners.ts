/** The corners of a polygon as somebody types them: "10,20 30,20 30,40". Pure. */
import type { Bounds } from './areas';
import { clamp } from './rect';

/** As many as the engine takes. */
export const MOST_CORNERS = 1000;

type Corner = readonly [x: number, y: number];

export function cornerWords(points: readonly Corner[]): string {
  return points.map((corner) => corner.join(',')).join(' ');
}

/** Within the image; null where it is no list of three corners or more. */
export function cornersOf(words: string, { rows, columns }: Bounds): Corner[] | null {
  const pairs = words.trim().split(/[\s;]+/);
  if (pairs.length < 3 || pairs.length > MOST_CORNERS) return null;
  const corners = pairs.map((pair) => /^(-?\d+),(-?\d+)$/.exec(pair));
  if (!corners.every((found) => found !== null)) return null;
  return corners.map(([, x, y]) => [clamp(Number(x), 0, columns), clamp(Number(y), 0, rows)] as const);
}
