/** Rectangles, ellipses and polygons alike: moved, resized, taken hold of, turned into each other. Pure. */
import type { Area } from '../../case/shapes';
import { toImage, toScreen, type Placement, type Point } from '../view/geometry';
import type { Bounds } from './areas';
import { clamp, gapToEdge, handleAt, HANDLES, moved, resized, toEdge, type Compass, type Rect } from './rect';

type Corner = readonly [x: number, y: number];

/** What the mouse holds: a handle of the rectangle, a corner of a polygon, the middle of one of its sides, or all of it. */
export type Grip = { at: Compass } | { corner: number } | { side: number } | 'body';

/** With more a polygon is moved and resized as a whole only. */
const MOST_HANDLES = 100;

/** In CSS pixels: how near the mouse has to be to a handle, or to a line. */
const REACH = 8;
/** And how near an edge of the image has to be to be meant. */
export const SNAP = 6;

function around(points: readonly Corner[]): Rect {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** The area with other corners; null where these enclose nothing. */
export function withCorners(area: Area, points: readonly Corner[]): Area | null {
  const rect = around(points);
  return points.length >= 3 && rect.width > 0 && rect.height > 0 ? { ...area, ...rect, kind: 'polygon', points } : null;
}

/** The area in another rectangle: a polygon is stretched to it. */
export function withRect(area: Area, rect: Rect): Area {
  if (area.kind !== 'polygon') return { ...area, ...rect };
  const points = area.points.map(
    ([x, y]) =>
      [
        Math.round(rect.x + ((x - area.x) * rect.width) / area.width),
        Math.round(rect.y + ((y - area.y) * rect.height) / area.height),
      ] as const,
  );
  return withCorners(area, points) ?? area;
}

/** The same place in another form. */
export function asKind(area: Area, kind: Area['kind']): Area {
  if (kind === area.kind) return area;
  const rect = { x: area.x, y: area.y, width: area.width, height: area.height };
  if (kind !== 'polygon') return { ...area, ...rect, kind, points: [] };
  return withCorners(area, area.kind === 'ellipse' ? round(area) : corners(rect)) ?? area;
}

function corners({ x, y, width, height }: Rect): Corner[] {
  return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]];
}

/** Twelve corners round an ellipse. */
function round({ x, y, width, height }: Rect): Corner[] {
  return Array.from({ length: 12 }, (_, at) => {
    const angle = (at * Math.PI) / 6;
    return [
      Math.round(x + (width / 2) * (1 + Math.cos(angle))),
      Math.round(y + (height / 2) * (1 + Math.sin(angle))),
    ] as const;
  });
}

function middle(points: readonly Corner[], side: number): Point {
  const [a, b] = [points[side]!, points[(side + 1) % points.length]!];
  return { x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2 };
}

function within({ x, y }: Point, bounds: Bounds): Corner {
  return [clamp(Math.round(x), 0, bounds.columns), clamp(Math.round(y), 0, bounds.rows)];
}

/** The area after its grip was dragged by (dx, dy). `snap` is how near an edge of the image has to be, in columns and rows. */
export function dragged(area: Area, grip: Grip, dx: number, dy: number, bounds: Bounds, snap: Point = { x: 0, y: 0 }): Area {
  if (grip === 'body') {
    const there = moved(area, dx, dy, bounds);
    const gap = gapToEdge(there, bounds, snap);
    return movedTo(area, { ...there, x: there.x + gap.x, y: there.y + gap.y });
  }
  const put = (at: Point) => within(toEdge({ x: at.x + dx, y: at.y + dy }, bounds, snap), bounds);
  if ('at' in grip) {
    const from = handleAt(area, grip.at);
    const [x, y] = put(from);
    return withRect(area, resized(area, grip.at, x - from.x, y - from.y, bounds));
  }
  const { points } = area;
  if ('corner' in grip) {
    const [x, y] = points[grip.corner]!;
    return withCorners(area, points.with(grip.corner, put({ x, y }))) ?? area;
  }
  return withCorners(area, points.toSpliced(grip.side + 1, 0, put(middle(points, grip.side)))) ?? area;
}

function movedTo(area: Area, { x, y }: Rect): Area {
  const [dx, dy] = [x - area.x, y - area.y];
  return { ...area, x, y, points: area.points.map(([left, top]) => [left + dx, top + dy] as const) };
}

/** Without one of its corners, as long as three are left. */
export function withoutCorner(area: Area, corner: number): Area {
  return withCorners(area, area.points.toSpliced(corner, 1)) ?? area;
}

/** True where a point of the image is inside the form: of a polygon, where it winds round it. */
export function isInside(area: Area, { x, y }: Point): boolean {
  if (x < area.x || y < area.y || x > area.x + area.width || y > area.y + area.height) return false;
  if (area.kind === 'rectangle') return true;
  if (area.kind === 'ellipse') {
    const across = (x - area.x) / area.width - 0.5;
    const down = (y - area.y) / area.height - 0.5;
    return across * across + down * down <= 0.25;
  }
  let winding = 0;
  area.points.forEach(([ax, ay], at) => {
    const [bx, by] = area.points[(at + 1) % area.points.length]!;
    const side = (bx - ax) * (y - ay) - (x - ax) * (by - ay);
    if (ay <= y && by > y && side > 0) winding += 1;
    if (ay > y && by <= y && side < 0) winding -= 1;
  });
  return winding !== 0;
}

/** Corners of the line round the form; an ellipse has many. */
function outline(area: Area): Corner[] {
  if (area.kind === 'polygon') return [...area.points];
  if (area.kind === 'rectangle') return corners(area);
  return Array.from({ length: 64 }, (_, at) => {
    const angle = (at * Math.PI) / 32;
    return [area.x + (area.width / 2) * (1 + Math.cos(angle)), area.y + (area.height / 2) * (1 + Math.sin(angle))] as const;
  });
}

function fromLine(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length ? clamp(((point.x - a.x) * dx + (point.y - a.y) * dy) / length, 0, 1) : 0;
  return Math.hypot(point.x - a.x - along * dx, point.y - a.y - along * dy);
}

/** The distance on the screen from the line round the form, in CSS pixels. */
export function fromOutline(area: Area, placement: Placement, point: Point): number {
  const line = outline(area).map(([x, y]) => toScreen(placement, { x, y }));
  return Math.min(...line.map((a, at) => fromLine(point, a, line[(at + 1) % line.length]!)));
}

/** Whole columns and rows of the image for steps on the screen. */
export function asSeen({ column, row }: Placement, right: number, down: number): Point {
  const along = ({ x, y }: Point) => right * Math.sign(x) + down * Math.sign(y);
  return { x: along(column), y: along(row) };
}

/** The handle that is at the lower right of the screen. */
export function lowerRight(placement: Placement): Compass {
  const { x, y } = asSeen(placement, 1, 1);
  return `${y > 0 ? 's' : 'n'}${x > 0 ? 'e' : 'w'}`;
}

interface Handle {
  grip: Exclude<Grip, 'body'>;
  /** On the screen. */
  at: Point;
}

/** On the screen, of a side. */
const LONG_ENOUGH = 32;

/** The handles of a form. A small one has only its corners. */
export function handlesOf(area: Area, placement: Placement): Handle[] {
  const screen = (point: Point) => toScreen(placement, point);
  if (area.kind !== 'polygon' || area.points.length > MOST_HANDLES) {
    const wide = area.width * placement.perColumn >= LONG_ENOUGH;
    const high = area.height * placement.perRow >= LONG_ENOUGH;
    const kept = HANDLES.filter((handle) => handle.length === 2 || (handle === 'n' || handle === 's' ? wide : high));
    return kept.map((handle) => ({ grip: { at: handle }, at: screen(handleAt(area, handle)) }));
  }
  const ends = area.points.map(([x, y]) => screen({ x, y }));
  const sides = ends.flatMap((end, side) => {
    const next = ends[(side + 1) % ends.length]!;
    const long = Math.hypot(next.x - end.x, next.y - end.y) >= LONG_ENOUGH;
    return long ? [{ grip: { side }, at: screen(middle(area.points, side)) }] : [];
  });
  return [...ends.map((at, corner) => ({ grip: { corner }, at })), ...sides];
}

/**
 * What of an area is under a point of the screen. Handles win over the body and reach a little outside; of an area that keeps
 * what is inside only its line is taken, since other redactions are drawn within.
 */
export function gripAt(area: Area, placement: Placement, point: Point, handles: boolean): Grip | null {
  if (handles) {
    for (const { grip, at } of handlesOf(area, placement)) {
      if (Math.abs(at.x - point.x) <= REACH && Math.abs(at.y - point.y) <= REACH) return grip;
    }
  }
  const held = area.outside ? fromOutline(area, placement, point) <= REACH : isInside(area, toImage(placement, point));
  return held ? 'body' : null;
}
