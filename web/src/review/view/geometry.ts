/**
 * Where the image stands in the viewport, turned and mirrored by quarters. Lengths are CSS pixels or, where named so, image
 * columns and rows. Pure.
 */
export interface Point {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
  /** Kept free around an image that is shown at fit: there is room for words that hide nothing. */
  margin?: number;
}

export interface ImageSize {
  rows: number;
  columns: number;
  /** Height of a pixel divided by its width. */
  pixelAspect: number;
}

export interface Box extends Point {
  width: number;
  height: number;
}

/** `zoom` 1 is fit; `pan` moves the centre of the image from the centre of the viewport. */
export interface View {
  zoom: number;
  pan: Point;
  /** The image is mirrored left to right first, and then turned by so many quarters clockwise. */
  flipped: boolean;
  turns: Turns;
}

export type Turns = 0 | 1 | 2 | 3;

/** The corner of column 0 and row 0, and by how much one column and one row go on from there. */
export interface Placement extends Point {
  column: Point;
  row: Point;
  /** The lengths of these steps. */
  perColumn: number;
  perRow: number;
}

export const FIT: View = { zoom: 1, pan: { x: 0, y: 0 }, flipped: false, turns: 0 };
const ZOOM_LIMITS = [0.1, 60] as const;

function fitScale(viewport: Size, image: ImageSize, turns: Turns): number {
  const width = viewport.width - 2 * (viewport.margin ?? 0);
  const height = viewport.height - 2 * (viewport.margin ?? 0);
  const rows = image.rows * image.pixelAspect;
  const [across, down] = turns % 2 ? [rows, image.columns] : [image.columns, rows];
  return Math.max(Math.min(width / across, height / down), 0);
}

/** A quarter clockwise, so often; without negative zeros. */
function turn({ x, y }: Point, turns: Turns): Point {
  const [across, down] = [[x, y], [-y, x], [-x, -y], [y, -x]][turns]!;
  return { x: across! || 0, y: down! || 0 };
}

export function place(view: View, viewport: Size, image: ImageSize): Placement {
  const perColumn = fitScale(viewport, image, view.turns) * view.zoom;
  const perRow = perColumn * image.pixelAspect;
  const column = turn({ x: view.flipped ? -perColumn : perColumn, y: 0 }, view.turns);
  const row = turn({ x: 0, y: perRow }, view.turns);
  return {
    x: viewport.width / 2 + view.pan.x - (image.columns * column.x + image.rows * row.x) / 2,
    y: viewport.height / 2 + view.pan.y - (image.columns * column.y + image.rows * row.y) / 2,
    column,
    row,
    perColumn,
    perRow,
  };
}

export function toImage({ x, y, column, row, perColumn, perRow }: Placement, point: Point): Point {
  const across = point.x - x;
  const down = point.y - y;
  return {
    x: (across * column.x + down * column.y) / perColumn ** 2,
    y: (across * row.x + down * row.y) / perRow ** 2,
  };
}

export function toScreen({ x, y, column, row }: Placement, point: Point): Point {
  return { x: x + point.x * column.x + point.y * row.x, y: y + point.x * column.y + point.y * row.y };
}

/** What a rectangle of the image covers on the screen. */
export function screenBox(placement: Placement, { x, y, width, height }: Box): Box {
  const a = toScreen(placement, { x, y });
  const b = toScreen(placement, { x: x + width, y: y + height });
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(b.x - a.x), height: Math.abs(b.y - a.y) };
}

export function imageBox(placement: Placement, image: ImageSize): Box {
  return screenBox(placement, { x: 0, y: 0, width: image.columns, height: image.rows });
}

/** The `next` view, moved so that what is at `anchor` in `view` stays there. */
function keeping(view: View, next: View, viewport: Size, image: ImageSize, anchor: Point): View {
  const before = toImage(place(view, viewport, image), anchor);
  const moved = toScreen(place(next, viewport, image), before);
  return { ...next, pan: { x: next.pan.x + anchor.x - moved.x, y: next.pan.y + anchor.y - moved.y } };
}

function centre(viewport: Size): Point {
  return { x: viewport.width / 2, y: viewport.height / 2 };
}

/** Zooms so that what is under `anchor` stays there. */
export function zoomAt(view: View, viewport: Size, image: ImageSize, anchor: Point, factor: number): View {
  const zoom = Math.min(ZOOM_LIMITS[1], Math.max(ZOOM_LIMITS[0], view.zoom * factor));
  return keeping(view, { ...view, zoom }, viewport, image, anchor);
}

/** One column of the image for each dot of the screen; what is in the middle stays there. */
export function oneToOne(view: View, viewport: Size, image: ImageSize, dotsPerPixel: number): View {
  const zoom = 1 / (fitScale(viewport, image, view.turns) * dotsPerPixel);
  return Number.isFinite(zoom) ? keeping(view, { ...view, zoom }, viewport, image, centre(viewport)) : view;
}

/** Turned clockwise as it is seen on the screen. */
export function turned(view: View, quarters: Turns, viewport: Size, image: ImageSize): View {
  const turns = ((view.turns + quarters) % 4) as Turns;
  return keeping(view, { ...view, turns }, viewport, image, centre(viewport));
}

/** Mirrored as it is seen on the screen: `across` exchanges left and right, else top and bottom. */
export function mirrored(view: View, across: boolean, viewport: Size, image: ImageSize): View {
  // A mirror behind a turn is one before the opposite turn.
  const turns = (((across ? 4 : 6) - view.turns) % 4) as Turns;
  return keeping(view, { ...view, turns, flipped: !view.flipped }, viewport, image, centre(viewport));
}

/**
 * True when somebody who looks at the viewport sees the whole image at a scale that can be read:
 * all of it inside and none under the words at the edge, and no smaller than fit or one to one.
 */
export function seenWhole(placement: Placement, viewport: Size, image: ImageSize): boolean {
  const slack = 0.5;
  const edge = (viewport.margin ?? 0) - slack;
  const { x, y, width, height } = imageBox(placement, image);
  const inside = x >= edge && y >= edge && x + width <= viewport.width - edge && y + height <= viewport.height - edge;
  const turns = placement.column.x === 0 ? 1 : 0;
  const readable = placement.perColumn >= 1 || placement.perColumn >= fitScale(viewport, image, turns) * 0.98;
  return inside && readable && width > 0 && height > 0;
}
