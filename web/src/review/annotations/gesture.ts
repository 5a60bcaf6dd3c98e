/** Draws an annotation, or selects and moves one that is there. */
import type { Annotation, Spot } from '../../case/annotations';
import { onScreen } from '../shapes/onscreen';
import { place } from '../state';
import { toImage, type Point } from '../view/geometry';
import type { Gesture, Start } from '../view/gestures/gesture';
import { addAnnotation, canAnnotate, changeAnnotation, finishMove, surfaceOf } from './edit';
import { dragged, gripAt, type Grip } from './forms';
import { chosen, chosenId, form, hereDrawn, inHand } from './state';

/** In CSS pixels: less is a click, not a drag. */
const CLICK = 4;

export function annotateGesture({ point }: Start): Gesture | null {
  const at = onScreen.value;
  if (!at || !canAnnotate.value) return null;
  finishMove();
  const image = (where: Point) => toImage(at.placement, where);
  const first = chosen.value;
  for (const each of [...(first ? [first] : []), ...[...hereDrawn.value].reverse()]) {
    const grip = gripAt(each, surfaceOf(at), point, each === first);
    if (!grip) continue;
    chosenId.value = each.id;
    return change(each, grip, point, image);
  }
  return drawNew(point, image);
}

function change(annotation: Annotation, grip: Grip, start: Point, image: (point: Point) => Point): Gesture {
  const from = image(start);
  return {
    move(point) {
      const to = image(point);
      inHand.value = dragged(annotation, grip, to.x - from.x, to.y - from.y);
    },
    end() {
      const now = inHand.value;
      inHand.value = null;
      if (now) changeAnnotation(annotation.id, { from: now.from, to: now.to });
    },
    cancel() {
      inHand.value = null;
    },
  };
}

function drawNew(start: Point, image: (point: Point) => Point): Gesture {
  const spot = (point: Point): Spot => {
    const { x, y } = image(point);
    return [Math.round(x), Math.round(y)];
  };
  const kind = form.value;
  let end = start;
  return {
    move(point) {
      end = point;
      const { id: item, frame } = place.value!;
      const [from, to] = kind === 'text' ? [spot(end), spot(end)] : [spot(start), spot(end)];
      inHand.value = { id: '', kind, item, frame, from, to, text: '' };
    },
    end() {
      inHand.value = null;
      if (kind === 'text') addAnnotation(kind, spot(end), spot(end));
      else if (Math.hypot(end.x - start.x, end.y - start.y) >= CLICK) addAnnotation(kind, spot(start), spot(end));
      else chosenId.value = null;
    },
    cancel() {
      inHand.value = null;
    },
  };
}
