/** Moving and resizing by keys: what is pressed in one go is one step of undo, and one new candidate. */
import { draft } from '../state';
import { changeArea, here, selectedShape } from './edit';
import type { Area } from '../../case/shapes';
import { dragged, type Grip } from './forms';

/** Milliseconds without a key, after which it counts as done. */
const PAUSE = 400;

let pending: { id: string; area: Area } | null = null;
let timer = 0;

function drag(grip: Grip, dx: number, dy: number): void {
  const shape = selectedShape.value;
  if (!shape || !here.value) return;
  if (pending && pending.id !== shape.id) finishNudge();
  const area = dragged(pending?.area ?? shape, grip, dx, dy, here.value.subject);
  pending = { id: shape.id, area };
  draft.value = { id: shape.id, area, crop: shape.crop ?? false, corners: [] };
  clearTimeout(timer);
  timer = window.setTimeout(finishNudge, PAUSE);
}

export const nudge = (dx: number, dy: number): void => drag('body', dx, dy);

/** The right and the lower edge go, the others stay. */
export const stretch = (dx: number, dy: number): void => drag({ at: 'se' }, dx, dy);

/** Called before anything else is done to the drawing. */
export function finishNudge(): void {
  clearTimeout(timer);
  if (!pending) return;
  const { id, area } = pending;
  pending = null;
  if (draft.value?.id === id) draft.value = null;
  const { x, y, width, height, points } = area;
  changeArea(id, { x, y, width, height, points });
}
