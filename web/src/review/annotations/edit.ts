/** Changes to the annotations: each is one step of undo. */
import { computed } from '@preact/signals';
import { keyImage, says, type Annotation, type Form, type Spot } from '../../case/annotations';
import { annotate } from '../../case/history';
import { identifying } from '../../case/identifying';
import { drawing, numbered, takenAway } from '../../case/store';
import { here } from '../shapes/edit';
import { asSeen } from '../shapes/forms';
import { onScreen, type OnScreen } from '../shapes/onscreen';
import { place, shownItem } from '../state';
import { screenBox, toScreen } from '../view/geometry';
import { dragged, type Grip, type Surface } from './forms';
import { chosen, chosenId, form, hereKey, inHand, naming } from './state';

/** Milliseconds without a key, after which moving by keys counts as done. */
const PAUSE = 400;

export const canAnnotate = computed(() => here.value !== null && shownItem.value?.instance?.image?.cannotShow === null);

export function surfaceOf({ placement, bounds, part }: OnScreen): Surface {
  const { x, width } = screenBox(placement, part);
  return {
    left: x,
    right: x + width,
    at: ([x, y]) => toScreen(placement, { x, y }),
    side: Math.min(bounds.columns * placement.perColumn, bounds.rows * placement.perRow),
  };
}

function commit(before: readonly Annotation[], after: readonly Annotation[]): void {
  const next = annotate(drawing.value, before, after);
  if (next === drawing.value) return;
  drawing.value = next;
  takenAway.value = false;
  void checkTexts();
}

/** Which of all the texts name a patient. Nothing leaves before that is known, whatever this says. */
async function checkTexts(): Promise<void> {
  const texts = drawing.value.annotations.filter(says).map(({ text }) => text);
  try {
    naming.value = await identifying(texts);
  } catch {
    // Share asks again, and refuses where nobody can tell.
  }
}

export function addAnnotation(kind: Form, from: Spot, to: Spot): void {
  const at = place.value;
  if (!at || !canAnnotate.value) return;
  const made = numbered({ kind, item: at.id, frame: at.frame, from, to, text: '' });
  commit([], [made]);
  chosenId.value = made.id;
}

/** The way without a mouse: in the middle of the image. */
export function addInTheMiddle(): void {
  if (!here.value) return;
  const { rows, columns } = here.value.subject;
  const [x, y] = [Math.round(columns / 2), Math.round(rows / 2)];
  const step = Math.max(4, Math.round(Math.min(rows, columns) / 8));
  if (form.value === 'arrow') addAnnotation('arrow', [x - 2 * step, y - step], [x, y]);
  else addAnnotation(form.value, [x, y], [x + step, y]);
}

function find(id: string): Annotation | undefined {
  return drawing.value.annotations.find((each) => each.id === id);
}

export function changeAnnotation(id: string, change: Partial<Pick<Annotation, 'from' | 'to' | 'text'>>): void {
  const before = find(id);
  if (before) commit([before], [{ ...before, ...change }]);
}

export function removeAnnotation(id: string): void {
  const before = find(id);
  if (before) commit([before], []);
  if (chosenId.value === id) chosenId.value = null;
}

/** Stars the shown frame, or takes its star away. */
export function toggleKey(): void {
  const at = place.value;
  if (!at) return;
  if (hereKey.value) commit([hereKey.value], []);
  else commit([], [numbered(keyImage(at.id, at.frame))]);
}

let timer = 0;

/** By keys; right is right on the screen. What is pressed in one go is one step of undo. */
export function moveChosen(grip: Grip, right: number, down: number): void {
  const at = onScreen.value;
  if (!chosen.value || !at) return;
  if (inHand.value && inHand.value.id !== chosen.value.id) finishMove();
  const { x, y } = asSeen(at.placement, right, down);
  inHand.value = dragged(inHand.value ?? chosen.value, grip, x, y);
  clearTimeout(timer);
  timer = window.setTimeout(finishMove, PAUSE);
}

export function finishMove(): void {
  clearTimeout(timer);
  const now = inHand.value;
  if (!now?.id) return;
  inHand.value = null;
  changeAnnotation(now.id, { from: now.from, to: now.to });
}
