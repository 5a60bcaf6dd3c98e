/** A polygon while its corners are put one by one. */
import { draft, selected } from '../state';
import type { Bounds } from './areas';
import { MOST_CORNERS } from './corners';
import { addArea } from './edit';
import { withCorners } from './forms';
import { pen } from './pen';
import { clamp } from './rect';

type Corner = readonly [x: number, y: number];

const NONE = { x: 0, y: 0, width: 0, height: 0, points: [] };

export function openCorners(): readonly Corner[] {
  return draft.value?.corners ?? [];
}

function drawn(corners: readonly Corner[]): void {
  const { fill, outside } = pen.value;
  const area = withCorners({ ...NONE, kind: 'polygon', fill, outside }, corners);
  draft.value = corners.length ? { id: null, area, crop: false, corners } : null;
}

export function putCorner(x: number, y: number, { rows, columns }: Bounds): void {
  const corner = [clamp(Math.round(x), 0, columns), clamp(Math.round(y), 0, rows)] as const;
  selected.value = null;
  if (openCorners().length < MOST_CORNERS) drawn([...openCorners(), corner]);
}

/** False where none is being drawn. */
export function takeCornerBack(): boolean {
  const corners = openCorners();
  if (corners.length === 0) return false;
  drawn(corners.slice(0, -1));
  return true;
}

/** As a redaction, once it encloses something; before that nothing happens. */
export function closePolygon(): void {
  const area = draft.value?.corners.length ? draft.value.area : null;
  if (!area) return;
  draft.value = null;
  addArea(area);
}
