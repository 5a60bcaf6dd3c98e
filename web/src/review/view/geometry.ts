/**
 * Where the image stands in the viewport. Lengths are CSS pixels or, where named so, image columns and rows. Pure.
 */
export interface Point {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface ImageSize {
  rows: number;
  columns: number;
  /** Height of a pixel divided by its width. */
  pixelAspect: number;
}

/** `zoom` 1 is fit; `pan` moves the centre of the image from the centre of the viewport. */
export interface View {
  zoom: number;
  pan: Point;
}

/** Top left corner, and CSS pixels for each column and row. */
export interface Placement {
  x: number;
  y: number;
  perColumn: number;
  perRow: number;
}

export const FIT: View = { zoom: 1, pan: { x: 0, y: 0 } };
const ZOOM_LIMITS = [0.1, 60] as const;

function fitScale(viewport: Size, image: ImageSize): number {
  return Math.min(viewport.width / image.columns, viewport.height / (image.rows * image.pixelAspect));
}

export function place(view: View, viewport: Size, image: ImageSize): Placement {
  const perColumn = fitScale(viewport, image) * view.zoom;
  const perRow = perColumn * image.pixelAspect;
  return {
    x: (viewport.width - image.columns * perColumn) / 2 + view.pan.x,
    y: (viewport.height - image.rows * perRow) / 2 + view.pan.y,
    perColumn,
    perRow,
  };
}

export function toImage(placement: Placement, point: Point): Point {
  return { x: (point.x - placement.x) / placement.perColumn, y: (point.y - placement.y) / placement.perRow };
}

export function toScreen(placement: Placement, point: Point): Point {
  return { x: placement.x + point.x * placement.perColumn, y: placement.y + point.y * placement.perRow };
}

/** Zooms so that what is under `anchor` stays there. */
export function zoomAt(view: View, viewport: Size, image: ImageSize, anchor: Point, factor: number): View {
  const zoom = Math.min(ZOOM_LIMITS[1], Math.max(ZOOM_LIMITS[0], view.zoom * factor));
  const before = toImage(place(view, viewport, image), anchor);
  const moved = toScreen(place({ ...view, zoom }, viewport, image), before);
  return { zoom, pan: { x: view.pan.x + anchor.x - moved.x, y: view.pan.y + anchor.y - moved.y } };
}

/**
 * True when somebody who looks at the viewport sees the whole image at a scale that can be read:
 * all of it inside, and no smaller than fit or one to one.
 */
export function seenWhole(placement: Placement, viewport: Size, image: ImageSize): boolean {
  const slack = 0.5;
  const right = placement.x + image.columns * placement.perColumn;
  const bottom = placement.y + image.rows * placement.perRow;
  const inside =
    placement.x >= -slack &&
    placement.y >= -slack &&
    right <= viewport.width + slack &&
    bottom <= viewport.height + slack;
  const readable = placement.perColumn >= 1 || placement.perColumn >= fitScale(viewport, image) * 0.98;
  return inside && readable && viewport.width > 0 && viewport.height > 0;
}
