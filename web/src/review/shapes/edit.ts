/** Changes to the drawing from the review step: each is one step of undo. */
import { computed } from '@preact/signals';
import { add, change, redo, remove, undo, type Drawing } from '../../case/history';
import { holdsFor, type Shape, type Target } from '../../case/shapes';
import { drawing } from '../../case/store';
import { reconcile } from '../../case/writer';
import { place, scope, selected, shownItem, type Scope } from '../state';
import type { Rect } from './rect';

/** Why the shown image takes no redaction; null when it does. */
export const cannotRedact = computed(() => {
  const image = shownItem.value?.instance?.image;
  if (!image) return 'There is no image here.';
  return image.cannotShow ?? image.cannotRedact;
});

/** The shapes that hold for the shown instance, whichever frame they are on. */
export const instanceShapes = computed<Shape[]>(() => {
  const { id, instance } = shownItem.value ?? {};
  const image = instance?.image;
  if (!id || !instance || !image) return [];
  const subject = { id, series: instance.series.uid, rows: image.rows, columns: image.columns };
  return drawing.value.shapes.filter((shape) => holdsFor(shape, subject));
});

/** Those of the shown frame. */
export const visibleShapes = computed(() =>
  instanceShapes.value.filter(({ target }) => target.kind !== 'frame' || target.frame === place.value?.frame),
);

function commit(next: Drawing): void {
  if (next === drawing.value) return;
  drawing.value = next;
  reconcile();
}

function target(kind: Scope): Target | null {
  const item = shownItem.value;
  const image = item?.instance?.image;
  if (!item?.instance || !image || !place.value) return null;
  if (kind === 'series') {
    return { kind, series: item.instance.series.uid, rows: image.rows, columns: image.columns };
  }
  if (kind === 'frame' && image.frames > 1) return { kind, item: item.id, frame: place.value.frame };
  return { kind: 'frames', item: item.id };
}

let lastId = 0;

export function addRect(rect: Rect): void {
  const holds = target(scope.value);
  if (!holds || cannotRedact.value !== null) return;
  lastId += 1;
  const shape: Shape = { id: `r${lastId}`, ...rect, target: holds };
  commit(add(drawing.value, shape));
  selected.value = shape.id;
}

function find(id: string): Shape | undefined {
  return drawing.value.shapes.find((shape) => shape.id === id);
}

export function changeRect(id: string, rect: Rect): void {
  const shape = find(id);
  if (shape) commit(change(drawing.value, { ...shape, ...rect }));
}

/** Makes a shape hold for less or more; it has to be one of the shown image. */
export function changeScope(id: string, kind: Scope): void {
  const shape = find(id);
  const holds = target(kind);
  if (shape && holds) commit(change(drawing.value, { ...shape, target: holds }));
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
