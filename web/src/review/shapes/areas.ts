/**
 * Which pixels a redaction blanks, row by row: the engine's own rules (py/curtain/pixels/shapes.py), so that what is drawn before
 * is what becomes of it. A pixel is the square between whole numbers, and it goes where the form touches it at all. Pure.
 */
import type { Area } from '../../case/shapes';
import type { ImageInfo } from '../../engine/types';
import type { Rect } from './rect';

/** First column, and the one behind the last. */
export type Run = readonly [from: number, to: number];
/** For each row of the image its runs, in order and without overlaps. */
export type Rows = Run[][];

export interface Bounds {
  rows: number;
  columns: number;
}

type Grid = NonNullable<ImageInfo['grows']>;

/** Corners of polygons are taken to fractions of a pixel. */
const FRACTIONS = 1024;
/** What the root of an ellipse may be wrong by, in pixels. */
const ROUNDING = 1e-9;

function merged(runs: readonly Run[]): Run[] {
  const sorted = runs.filter(([from, to]) => to > from).sort((a, b) => a[0] - b[0]);
  const found: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = found.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
}

function clipped(runs: readonly Run[], columns: number): Run[] {
  return merged(runs.map(([from, to]) => [Math.max(from, 0), Math.min(to, columns)]));
}

/** What of runs is in none of the others, which are in order. */
function less(runs: readonly Run[], others: readonly Run[]): Run[] {
  return runs.flatMap(([from, to]) => {
    const rest: Run[] = [];
    let start = from;
    for (const [left, right] of others) {
      if (right <= start || left >= to) continue;
      rest.push([start, left]);
      start = Math.max(start, right);
    }
    rest.push([start, to]);
    return rest.filter(([left, right]) => left < right);
  });
}

function empty({ rows }: Bounds): Rows {
  return Array.from({ length: rows }, () => []);
}

function rectangle({ x, y, width, height }: Area, bounds: Bounds, within: boolean): Rows {
  const [first, last] = within ? [Math.ceil, Math.floor] : [Math.floor, Math.ceil];
  const found = empty(bounds);
  const end = Math.min(last(y + height), bounds.rows);
  for (let row = Math.max(first(y), 0); row < end; row += 1) found[row] = clipped([[first(x), last(x + width)]], bounds.columns);
  return found;
}

function ellipse({ x, y, width, height }: Area, bounds: Bounds, within: boolean): Rows {
  const across = width / 2;
  const down = height / 2;
  const [middle, centre] = [x + across, y + down];
  const found = empty(bounds);
  const end = Math.min(Math.ceil(y + height), bounds.rows);
  for (let row = Math.max(Math.floor(y), 0); row < end; row += 1) {
    const edges = [Math.abs(row - centre), Math.abs(row + 1 - centre)] as const;
    const away = within ? Math.max(...edges) : row <= centre && centre <= row + 1 ? 0 : Math.min(...edges);
    if (away > down) continue;
    const half = across * Math.sqrt(Math.max(1 - (away / down) * (away / down), 0));
    const run: Run = within
      ? [Math.ceil(middle - half + ROUNDING), Math.floor(middle + half - ROUNDING)]
      : [
          Math.max(Math.floor(middle - half - ROUNDING), Math.floor(x)),
          Math.min(Math.ceil(middle + half + ROUNDING), Math.ceil(x + width)),
        ];
    found[row] = clipped([run], bounds.columns);
  }
  return found;
}

/** Between crossings of a line, in fractions, all round which the polygon winds. */
function wound(crossings: readonly (readonly [at: number, direction: number])[]): Run[] {
  const runs: Run[] = [];
  let winding = 0;
  let start = 0;
  for (const [at, direction] of [...crossings].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (winding === 0) start = at;
    winding += direction;
    if (winding === 0) runs.push([Math.floor(start / FRACTIONS), Math.ceil(at / FRACTIONS)]);
  }
  return runs;
}

function polygon({ points }: Area, bounds: Bounds, within: boolean): Rows {
  const corners = points.map(([x, y]) => [Math.round(x * FRACTIONS), Math.round(y * FRACTIONS)] as const);
  const passed = empty(bounds);
  const crossings: [number, number][][] = Array.from({ length: bounds.rows }, () => []);
  corners.forEach((one, at) => {
    const other = corners[(at + 1) % corners.length]!;
    const down = one[1] <= other[1];
    const [[x, y], [endX, endY]] = down ? [one, other] : [other, one];
    const [dx, dy] = [endX - x, endY - y];
    const last = Math.min(Math.ceil(endY / FRACTIONS), bounds.rows);
    for (let row = Math.max(Math.floor(y / FRACTIONS), 0); row < last; row += 1) {
      const top = row * FRACTIONS;
      // Whole numbers below 2 ** 53 until the last division: no rounding moves an edge into the next pixel.
      let ends = [x, endX];
      let scale = FRACTIONS;
      if (dy !== 0) {
        ends = [Math.max(y, top), Math.min(endY, top + FRACTIONS)].map((line) => x * dy + (line - y) * dx);
        scale *= dy;
        const half = top + FRACTIONS / 2;
        if (y <= half && half < endY) crossings[row]!.push([Math.floor((x * dy + (half - y) * dx) / dy), down ? 1 : -1]);
      }
      passed[row]!.push([Math.floor(Math.min(...ends) / scale), Math.ceil(Math.max(...ends) / scale)]);
    }
  });
  return passed.map((edges, row) => {
    const inside = clipped(wound(crossings[row]!), bounds.columns);
    const touched = clipped(edges, bounds.columns);
    return within ? less(inside, touched) : merged([...inside, ...touched]);
  });
}

const DRAW = { rectangle, ellipse, polygon };

/** All cells of the grid that are touched, and a margin round each of them. */
function grown(rows: Rows, columns: number, grid: Grid): Rows {
  const { width, height } = grid;
  const [beside, above] = [Math.floor(grid.margin_x / width), Math.floor(grid.margin_y / height)];
  const across = Math.ceil(columns / width);
  const cells: Run[][] = [];
  for (let top = 0; top < rows.length; top += height) {
    const runs = rows.slice(top, top + height).flat();
    cells.push(clipped(runs.map(([from, to]) => [Math.floor(from / width) - beside, Math.ceil(to / width) + beside]), across));
  }
  const spread = cells.map((_, at) => merged(cells.slice(Math.max(at - above, 0), at + above + 1).flat()));
  return rows.map((_, row) =>
    clipped(spread[Math.floor(row / height)]!.map(([from, to]) => [from * width, to * width]), columns),
  );
}

/** What becomes of the image: `grows` as the image has it. */
export function blanked(area: Area, bounds: Bounds, grows: Grid | null): Rows {
  const drawn = DRAW[area.kind](area, bounds, area.outside);
  const touched = area.outside ? drawn.map((row) => less([[0, bounds.columns]], row)) : drawn;
  return grows ? grown(touched, bounds.columns, grows) : touched;
}

/** The rectangle that a crop leaves: it shrinks where a redaction of all around it would grow. Null where nothing would be left. */
export function kept({ x, y, width, height }: Rect, bounds: Bounds, grows: Grid | null): Rect | null {
  if (!grows) return { x, y, width, height };
  const from = (start: number, cell: number, margin: number) => (start > 0 ? Math.ceil(start / cell) * cell + margin : start);
  const to = (end: number, most: number, cell: number, margin: number) =>
    end < most ? Math.floor(end / cell) * cell - margin : end;
  const left = from(x, grows.width, grows.margin_x);
  const top = from(y, grows.height, grows.margin_y);
  const right = to(x + width, bounds.columns, grows.width, grows.margin_x);
  const bottom = to(y + height, bounds.rows, grows.height, grows.margin_y);
  return left < right && top < bottom ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

/** Equal rows that follow each other as one rectangle, as the path of an SVG in image coordinates. */
export function pathOf(rows: Rows): string {
  const parts: string[] = [];
  for (const [top, bottom] of bands(rows)) {
    for (const [from, to] of rows[top]!) parts.push(`M${from} ${top}H${to}V${bottom}H${from}Z`);
  }
  return parts.join('');
}

/** First row of each band of equal ones, and the row behind its last. */
function bands(rows: Rows): [top: number, bottom: number][] {
  const found: [number, number][] = [];
  rows.forEach((row, at) => {
    const last = found.at(-1);
    if (last && String(rows[last[0]]) === String(row)) last[1] = at + 1;
    else found.push([at, at + 1]);
  });
  return found;
}

/** The line round them, without the lines between rows. */
export function borderOf(rows: Rows): string {
  const parts: string[] = [];
  const at = (row: number) => rows[row] ?? [];
  for (let row = 0; row <= rows.length; row += 1) {
    const [above, below] = [at(row - 1), at(row)];
    if (String(above) === String(below)) continue;
    for (const [from, to] of [...less(above, below), ...less(below, above)]) parts.push(`M${from} ${row}H${to}`);
  }
  for (const [top, bottom] of bands(rows)) {
    for (const [from, to] of rows[top]!) parts.push(`M${from} ${top}V${bottom}M${to} ${top}V${bottom}`);
  }
  return parts.join('');
}
