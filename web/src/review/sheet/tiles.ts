/** Where the tiles of a contact sheet stand, and which of them are in sight. CSS pixels. Pure. */

/** Below each picture stands its number. */
const CAPTION = 22;
const GAP = 8;

export interface Grid {
  columns: number;
  /** Of a picture, which is square; and of what it takes with its caption and the space around it. */
  tile: number;
  across: number;
  down: number;
  height: number;
}

/** Tiles are at least as large as asked for, and fill the width. */
export function gridOf(width: number, least: number, count: number): Grid {
  const columns = Math.max(1, Math.floor((width - GAP) / (least + GAP)));
  const across = Math.max(least + GAP, Math.floor((width - GAP) / columns));
  const tile = across - GAP;
  const down = tile + CAPTION + GAP;
  return { columns, tile, across, down, height: Math.ceil(count / columns) * down + GAP };
}

export function cornerOf(grid: Grid, at: number): { left: number; top: number } {
  return { left: GAP + (at % grid.columns) * grid.across, top: GAP + Math.floor(at / grid.columns) * grid.down };
}

/** The first tile that is to be drawn and the one behind the last, with a row more at either end. */
export function drawn(grid: Grid, top: number, height: number, count: number): [from: number, to: number] {
  const first = Math.max(0, Math.floor(top / grid.down) - 1);
  const last = Math.ceil((top + height) / grid.down) + 1;
  return [Math.min(count, first * grid.columns), Math.min(count, last * grid.columns)];
}

/** True where all of the picture is in sight. */
export function inSight(grid: Grid, at: number, top: number, height: number): boolean {
  const corner = cornerOf(grid, at).top;
  return corner >= top && corner + grid.tile <= top + height;
}

/** How far to scroll so that a tile is in sight. */
export function scrolledTo(grid: Grid, at: number, top: number, height: number): number {
  const corner = cornerOf(grid, at).top;
  if (corner - GAP < top) return corner - GAP;
  return Math.max(top, corner + grid.tile + CAPTION - height);
}

/** Where a key leads to; null for any other key. */
export function moved(key: string, at: number, columns: number, rows: number, count: number): number | null {
  const to: Record<string, number> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at + columns,
    ArrowUp: at - columns,
    PageDown: at + columns * rows,
    PageUp: at - columns * rows,
    Home: 0,
    End: count - 1,
  };
  const target = to[key];
  return target === undefined ? null : Math.min(count - 1, Math.max(0, target));
}

/** A tile counts as seen from this length of its longer side on, and where it is no smaller than a third of the image. */
const LEAST = 180;
const LEAST_SCALE = 1 / 3;

export function isLegible(tile: number, image: { rows: number; columns: number; pixelAspect: number }): boolean {
  const longest = Math.max(image.columns, image.rows * image.pixelAspect);
  return tile >= LEAST && tile >= longest * LEAST_SCALE;
}
