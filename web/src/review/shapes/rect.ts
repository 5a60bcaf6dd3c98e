/** Rectangles in image coordinates, and where the mouse takes hold of them. Pure. */
import type { ImageInfo } from '../../engine/types';
import { screenBox, toScreen, type Placement, type Point } from '../view/geometry';

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The eight handles by compass, or the body. */
export type Grip = 'n' | 's' | 'e' | 'w' | 'nw' | 'ne' | 'sw' | 'se' | 'body';

export const HANDLES: Exclude<Grip, 'body'>[] = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'];

interface Bounds {
  rows: number;
  columns: number;
}

/** Whole pixels that cover all that lies between two corners, within the image; null when nothing is left. */
export function rectBetween(a: Point, b: Point, bounds: Bounds): Rect | null {
  const left = clamp(Math.floor(Math.min(a.x, b.x)), 0, bounds.columns);
  const top = clamp(Math.floor(Math.min(a.y, b.y)), 0, bounds.rows);
  const right = clamp(Math.ceil(Math.max(a.x, b.x)), 0, bounds.columns);
  const bottom = clamp(Math.ceil(Math.max(a.y, b.y)), 0, bounds.rows);
  if (right <= left || bottom <= top) return null;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The rectangle as it will be blanked: to whole blocks of the grid, with a margin, within the image. */
export function grown(rect: Rect, grows: NonNullable<ImageInfo['grows']>, bounds: Bounds): Rect {
  const { width, height, margin_x: x, margin_y: y } = grows;
  const corner = { x: Math.floor(rect.x / width) * width - x, y: Math.floor(rect.y / height) * height - y };
  const opposite = {
    x: Math.ceil((rect.x + rect.width) / width) * width + x,
    y: Math.ceil((rect.y + rect.height) / height) * height + y,
  };
  return rectBetween(corner, opposite, bounds) ?? rect;
}

/** The rectangle after its grip was dragged by (dx, dy). A move keeps the size; a resize may turn it over. */
export function dragged(rect: Rect, grip: Grip, dx: number, dy: number, bounds: Bounds): Rect {
  if (grip === 'body') {
    return {
      ...rect,
      x: clamp(Math.round(rect.x + dx), 0, bounds.columns - rect.width),
      y: clamp(Math.round(rect.y + dy), 0, bounds.rows - rect.height),
    };
  }
  let { x: left, y: top } = rect;
  let right = rect.x + rect.width;
  let bottom = rect.y + rect.height;
  if (grip.includes('w')) left = Math.round(left + dx);
  if (grip.includes('e')) right = Math.round(right + dx);
  if (grip.includes('n')) top = Math.round(top + dy);
  if (grip.includes('s')) bottom = Math.round(bottom + dy);
  return rectBetween({ x: left, y: top }, { x: right, y: bottom }, bounds) ?? rect;
}

export function handleAt(rect: Rect, handle: Exclude<Grip, 'body'>): Point {
  const x = handle.includes('w') ? rect.x : handle.includes('e') ? rect.x + rect.width : rect.x + rect.width / 2;
  const y = handle.includes('n') ? rect.y : handle.includes('s') ? rect.y + rect.height : rect.y + rect.height / 2;
  return { x, y };
}

/** What of the rectangle is under a point of the screen. Handles win over the body and reach a little outside. */
export function gripAt(rect: Rect, placement: Placement, point: Point, handles: boolean, reach = 8): Grip | null {
  if (handles) {
    for (const handle of HANDLES) {
      const at = toScreen(placement, handleAt(rect, handle));
      if (Math.abs(at.x - point.x) <= reach && Math.abs(at.y - point.y) <= reach) return handle;
    }
  }
  const { x, y, width, height } = screenBox(placement, rect);
  const inside = point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
  return inside ? 'body' : null;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
