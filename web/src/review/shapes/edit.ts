/** Changes to the drawing from the review step: each is one step of undo. */
import { computed } from '@preact/signals';
import { add, change, redo, remove, undo, type Drawing } from '../../case/history';
import { isOnFrame, rectangle, shapesFor, type Frames, type Shape } from '../../case/shapes';
import { drawing, item } from '../../case/store';
import { subjectOf } from '../../case/wanted';
import { reconcile } from '../../case/writer';
import { index, place, range, scope, selected, series, shownItem } from '../state';
import type { Rect } from './rect';
import { targetFor, usualRange, type Here, type Scope } from './scope';

/** Why the shown image takes no redaction; null when it does. */
export const cannotRedact = computed(() => {
  const image = shownItem.value?.instance?.image;
  if (!image) return 'There is no image here.';
  return image.cannotShow ?? image.cannotRedact;
});

/** The image on the screen, for what can be drawn on it; null where there is none. */
export const here = computed<Here | null>(() => {
  const now = series.value;
  const subject = shownItem.value && subjectOf(shownItem.value);
  if (!now || !subject) return null;
  const stack = now.stack.map(({ id }) => {
    const other = item(id)?.instance?.image;
    return other?.frames === 1 && other.rows === subject.rows && other.columns === subject.columns ? id : null;
  });
  return { subject, frame: place.value!.frame, index: index.value, stack };
});

/** The shapes that hold for the shown instance, whichever frame they are on. */
export const instanceShapes = computed<Shape[]>(() => {
  const subject = shownItem.value && subjectOf(shownItem.value);
  return subject ? shapesFor(drawing.value.shapes, subject) : [];
});

/** Those of the shown frame. */
export const visibleShapes = computed(() =>
  instanceShapes.value.filter(({ target }) => isOnFrame(target, place.value?.frame ?? 0)),
);

function commit(next: Drawing): void {
  if (next === drawing.value) return;
  drawing.value = next;
  reconcile();
}

let lastId = 0;

function fresh(shape: Omit<Shape, 'id'>): Shape {
  lastId += 1;
  return { ...shape, id: `r${lastId}` };
}

export function addRect(rect: Rect): void {
  const now = here.value;
  if (!now || cannotRedact.value !== null) return;
  const target = targetFor(scope.value, range.value ?? usualRange(now), now);
  const shape = fresh({ ...rectangle(rect), target });
  commit(add(drawing.value, shape));
  selected.value = shape.id;
}

/** As one step. */
export function addShapes(shapes: readonly Omit<Shape, 'id'>[]): void {
  commit(add(drawing.value, ...shapes.map(fresh)));
}

function find(id: string): Shape | undefined {
  return drawing.value.shapes.find((shape) => shape.id === id);
}

export function changeRect(id: string, rect: Rect): void {
  const shape = find(id);
  if (shape) commit(change(drawing.value, { ...shape, ...rect }));
}

/** Makes a shape hold for less or more; it has to be one of the shown image. */
export function changeScope(id: string, scope: Scope, range: Frames): void {
  const shape = find(id);
  const now = here.value;
  if (shape && now) commit(change(drawing.value, { ...shape, target: targetFor(scope, range, now) }));
}

export function removeShape(id: string): void {
  commit(remove(drawing.value, id));
  if (selected.value === id) selected.value = null;
}

export function undoShape(): void {
  commit(undo(drawing.value));
  keepSelection();
}

export function redoShape(): void {
  commit(redo(drawing.value));
  keepSelection();
}

function keepSelection(): void {
  if (selected.value && !find(selected.value)) selected.value = null;
}
