/** Draws a rectangle, or selects, moves and resizes one that is there. The drawing changes once, at the end. */
import { draft, selected } from '../../state';
import { addRect, changeRect, visibleShapes } from '../../shapes/edit';
import { dragged, gripAt, rectBetween, type Rect } from '../../shapes/rect';
import { toImage, type Point } from '../geometry';
import type { Gesture, Start } from './gesture';

/** In CSS pixels: less is a click, not a drag. */
const CLICK = 4;

export function redactGesture(start: Start): Gesture {
  return takeHold(start) ?? drawNew(start);
}

/** The selected shape first, with its handles; then the topmost one under the mouse. */
function takeHold({ point, placement, image }: Start): Gesture | null {
  const shapes = [...visibleShapes.value].reverse();
  const first = shapes.find((shape) => shape.id === selected.value);
  for (const shape of first ? [first, ...shapes] : shapes) {
    const grip = gripAt(shape, placement, point, shape === first);
    if (!grip) continue;
    selected.value = shape.id;
    const from = toImage(placement, point);
    return {
      move(to) {
        const at = toImage(placement, to);
        draft.value = { id: shape.id, rect: dragged(shape, grip, at.x - from.x, at.y - from.y, image) };
      },
      end() {
        if (draft.value) changeRect(shape.id, draft.value.rect);
        draft.value = null;
      },
      cancel: () => {
        draft.value = null;
      },
    };
  }
  return null;
}

function drawNew({ point: from, placement, image }: Start): Gesture {
  let rect: Rect | null = null;
  return {
    move(point: Point) {
      const far = Math.abs(point.x - from.x) >= CLICK || Math.abs(point.y - from.y) >= CLICK;
      rect = far ? rectBetween(toImage(placement, from), toImage(placement, point), image) : null;
      draft.value = rect && { id: null, rect };
    },
    end() {
      draft.value = null;
      if (rect) addRect(rect);
      else selected.value = null;
    },
    cancel() {
      draft.value = null;
    },
  };
}
