/** Rectangles in image coordinates: how they are drawn, moved, resized and drawn to an edge. Pure. */
import type { Point } from '../view/geometry';
import type { Bounds } from './areas';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The eight handles by compass. */
export type Compass = 'n' | 's' | 'e' | 'w' | 'nw' | 'ne' | 'sw' | 'se';

export const HANDLES: Compass[] = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'];

/** Whole pixels that cover all that lies between two corners, within the image; null when nothing is left. */
export function rectBetween(a: Point, b: Point, bounds: Bounds): Rect | null {
  const left = clamp(Math.floor(Math.min(a.x, b.x)), 0, bounds.columns);
  const top = clamp(Math.floor(Math.min(a.y, b.y)), 0, bounds.rows);
  const right = clamp(Math.ceil(Math.max(a.x, b.x)), 0, bounds.columns);
  const bottom = clamp(Math.ceil(Math.max(a.y, b.y)), 0, bounds.rows);
  if (right <= left || bottom <= top) return null;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Moved by whole pixels, of the same size, and within the image. */
export function moved(rect: Rect, dx: number, dy: number, bounds: Bounds): Rect {
  return {
    x: clamp(Math.round(rect.x + dx), 0, bounds.columns - rect.width),
    y: clamp(Math.round(rect.y + dy), 0, bounds.rows - rect.height),
    width: rect.width,
    height: rect.height,
  };
}

/** After its handle was dragged by (dx, dy); it may turn over. */
export function resized(rect: Rect, handle: Compass, dx: number, dy: number, bounds: Bounds): Rect {
  let { x: left, y: top } = rect;
  let right = rect.x + rect.width;
  let bottom = rect.y + rect.height;
  if (handle.includes('w')) left = Math.round(left + dx);
  if (handle.includes('e')) right = Math.round(right + dx);
  if (handle.includes('n')) top = Math.round(top + dy);
  if (handle.includes('s')) bottom = Math.round(bottom + dy);
  return rectBetween({ x: left, y: top }, { x: right, y: bottom }, bounds) ?? rect;
}

export function handleAt(rect: Rect, handle: Compass): Point {
  const x = handle.includes('w') ? rect.x : handle.includes('e') ? rect.x + rect.width : rect.x + rect.width / 2;
  const y = handle.includes('n') ? rect.y : handle.includes('s') ? rect.y + rect.height : rect.y + rect.height / 2;
  return { x, y };
}

/** A point near an edge of the image is on it; `reach` is in columns and rows. */
export function toEdge({ x, y }: Point, bounds: Bounds, reach: Point): Point {
  return { x: near(x, bounds.columns, reach.x), y: near(y, bounds.rows, reach.y) };
}

/** How far a rectangle that is moved has still to go to an edge of the image that is near. */
export function gapToEdge(rect: Rect, bounds: Bounds, reach: Point): Point {
  const gap = (from: number, length: number, end: number, close: number) => {
    if (Math.abs(from) <= close) return -from;
    return Math.abs(end - from - length) <= close ? end - from - length : 0;
  };
  return {
    x: gap(rect.x, rect.width, bounds.columns, reach.x),
    y: gap(rect.y, rect.height, bounds.rows, reach.y),
  };
}

function near(value: number, end: number, reach: number): number {
  if (Math.abs(value) <= reach) return 0;
  return Math.abs(end - value) <= reach ? end : value;
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
