/** Moving and resizing by keys: what is pressed in one go is one step of undo, and one new candidate. */
import type { Area } from '../../case/shapes';
import { draft } from '../state';
import { changeArea, selectedShape } from './edit';
import { asSeen, dragged, lowerRight, type Grip } from './forms';
import { onScreen } from './onscreen';

/** Milliseconds without a key, after which it counts as done. */
const PAUSE = 400;

let pending: { id: string; area: Area } | null = null;
let timer = 0;

/** Right is right on the screen, however the image is turned. */
function drag(gripOn: (at: NonNullable<typeof onScreen.value>) => Grip, right: number, down: number): void {
  const shape = selectedShape.value;
  const at = onScreen.value;
  if (!shape || !at) return;
  if (pending && pending.id !== shape.id) finishNudge();
  const { x, y } = asSeen(at.placement, right, down);
  const area = dragged(pending?.area ?? shape, gripOn(at), x, y, at.bounds);
  pending = { id: shape.id, area };
  draft.value = { id: shape.id, area, crop: shape.crop ?? false, corners: [] };
  clearTimeout(timer);
  timer = window.setTimeout(finishNudge, PAUSE);
}

export const nudge = (right: number, down: number): void => drag(() => 'body', right, down);

/** The right and the lower edge go, the others stay. */
export const stretch = (right: number, down: number): void => drag(({ placement }) => ({ at: lowerRight(placement) }), right, down);

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
