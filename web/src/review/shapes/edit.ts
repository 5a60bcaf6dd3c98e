/** Changes to the drawing from the review step: each is one step of undo. */
import { computed } from '@preact/signals';
import { add, change, remove, type Delta, type Drawing } from '../../case/history';
import { isOnFrame, rectangle, shapesFor, type Area, type Frames, type Shape } from '../../case/shapes';
import { drawing, item, named } from '../../case/store';
import { redoStep, undoStep } from '../../case/undo';
import { subjectOf } from '../../case/wanted';
import { reconcile } from '../../case/writer';
import { say } from '../../words';
import { index, place, range, scope, selected, series, shownItem, viewport } from '../state';
import type { Viewport } from '../view/viewport';
import { withRect } from './forms';
import { pen } from './pen';
import type { Rect } from './rect';
import { scopes, targetFor, usualRange, type Here, type Scope } from './scope';

/** Why the shown image takes no redaction; null when it does. */
export const cannotRedact = computed(() => {
  const image = shownItem.value?.instance?.image;
  if (!image) return say('shapes-no-image');
  return image.cannotShow ?? image.cannotRedact;
});

/** Why the shown image is not cropped; null when it can be. */
export const cannotCrop = computed(() => cannotRedact.value ?? shownItem.value?.instance?.image?.cannotCrop ?? null);

const sizeHere = computed(() => {
  const subject = shownItem.value && subjectOf(shownItem.value);
  return subject ? `${subject.rows}|${subject.columns}` : '';
});

/** The images of the series as `Here` has them: made anew with the series, not with each step through it. */
const stackHere = computed(() =>
  (series.value?.stack ?? []).map(({ id }) => {
    const each = item(id);
    const subject = each && subjectOf(each);
    return subject?.frames === 1 && `${subject.rows}|${subject.columns}` === sizeHere.value ? id : null;
  }),
);

/** The image on the screen, for what can be drawn on it; null where there is none. */
export const here = computed<Here | null>(() => {
  const subject = shownItem.value && subjectOf(shownItem.value);
  if (!series.value || !subject) return null;
  return { subject, frame: place.value!.frame, index: index.value, stack: stackHere.value };
});

/** The shapes that hold for the shown instance, whichever frame they are on. */
export const instanceShapes = computed<Shape[]>(() => {
  const subject = shownItem.value && subjectOf(shownItem.value);
  return subject ? shapesFor(drawing.value.shapes, subject) : [];
});

/** Those of the shown frame. */
export const visibleShapes = computed(() => shapesIn(viewport.value));

/** Those of the frame that a viewport shows. */
export function shapesIn({ item: shown, place: at }: Viewport): Shape[] {
  const subject = shown.value && subjectOf(shown.value);
  return subject ? shapesFor(drawing.value.shapes, subject).filter(({ target }) => isOnFrame(target, at.value?.frame ?? 0)) : [];
}

/** The selected one, where it holds for the shown frame and can be changed there. */
export const selectedShape = computed(() => visibleShapes.value.find(({ id }) => id === selected.value) ?? null);

function commit(next: Drawing): void {
  if (next === drawing.value) return;
  drawing.value = next;
  reconcile();
}

/** A new redaction, or crop, for what was chosen; it is the selected one then. */
export function addArea(area: Area, crop = false): void {
  const now = here.value;
  if (!now || (crop ? cannotCrop : cannotRedact).value !== null) return;
  const possible = scopes(now, crop).includes(scope.value) ? scope.value : 'frames';
  const target = targetFor(possible, range.value ?? usualRange(now), now);
  const shape = named({ ...area, target, ...(crop ? { crop } : {}) });
  // An image is cut once: another crop for the same images takes the place of the first.
  const same = JSON.stringify(target);
  const instead = crop ? drawing.value.shapes.filter((each) => each.crop && JSON.stringify(each.target) === same) : [];
  commit(add(drawing.value, [shape], instead));
  selected.value = shape.id;
  // Whoever kept the inside once does not mean it with what is drawn next.
  if (area.outside) pen.value = { ...pen.value, outside: false };
}

/** A rectangle as the next redaction is to be. */
export function addRect(rect: Rect): void {
  const { fill, outside } = pen.value;
  addArea({ ...rectangle(rect), fill, outside });
}

function likeness({ x, y, width, height, kind, points, fill, outside, target, crop }: Omit<Shape, 'id'>): string {
  return JSON.stringify([x, y, width, height, kind, points, fill, outside, crop, target]);
}

/** Without those that are drawn already. */
export function newOf(shapes: readonly Omit<Shape, 'id'>[]): Omit<Shape, 'id'>[] {
  const known = new Set(drawing.value.shapes.map(likeness));
  return shapes.filter((shape) => !known.has(likeness(shape)));
}

/** As one step; a crop takes the place of the one for the same images. */
export function addShapes(shapes: readonly Omit<Shape, 'id'>[]): void {
  const fresh = newOf(shapes);
  const cut = new Set(fresh.filter(({ crop }) => crop).map(({ target }) => JSON.stringify(target)));
  const instead = drawing.value.shapes.filter(({ crop, target }) => crop && cut.has(JSON.stringify(target)));
  commit(add(drawing.value, fresh.map(named), instead));
}

function find(id: string): Shape | undefined {
  return drawing.value.shapes.find((shape) => shape.id === id);
}

/** Another place, form or fill. */
export function changeArea(id: string, area: Partial<Area>): void {
  const shape = find(id);
  if (shape) commit(change(drawing.value, { ...shape, ...area }));
}

export function changeRect(id: string, rect: Rect): void {
  const shape = find(id);
  if (shape) changeArea(id, withRect(shape, rect));
}

/** Makes a shape hold for less or more; it has to be one of the shown image. */
export function changeScope(id: string, scope: Scope, range: Frames): void {
  const shape = find(id);
  const now = here.value;
  if (shape && now) commit(change(drawing.value, { ...shape, target: targetFor(scope, range, now) }));
}

export function removeShapes(ids: readonly string[]): void {
  commit(remove(drawing.value, new Set(ids)));
  keepSelection();
}

/** What was turned round, for whoever shows it; null where there was nothing. */
export function undoLast(): Delta | null {
  return stepped(undoStep());
}

export function redoLast(): Delta | null {
  return stepped(redoStep());
}

function stepped(delta: Delta | null): Delta | null {
  keepSelection();
  return delta;
}

function keepSelection(): void {
  if (selected.value && !find(selected.value)) selected.value = null;
}
