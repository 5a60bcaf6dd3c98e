/** Draws a redaction or a crop, or selects, moves and resizes one that is there. The drawing changes once, at the end. */
import { draft, selected, tool } from '../../state';
import { rectangle, type Area, type Shape } from '../../../case/shapes';
import { addArea, changeArea, visibleShapes } from '../../shapes/edit';
import { dragged, fromOutline, gripAt, SNAP, withoutCorner, type Grip } from '../../shapes/forms';
import { onScreen, type OnScreen } from '../../shapes/onscreen';
import { pen } from '../../shapes/pen';
import { closePolygon, openCorners, putCorner } from '../../shapes/polygon';
import { rectBetween, toEdge } from '../../shapes/rect';
import { toImage, toScreen, type Point } from '../geometry';
import type { Gesture, Start } from './gesture';

/** In CSS pixels: less is a click, not a drag. */
const CLICK = 4;
/** How near a corner has to be to another one to be the same. */
const SAME = 8;

export function redactGesture({ point }: Start): Gesture | null {
  const at = onScreen.value;
  if (!at) return null;
  if (openCorners().length > 0) return newCorner(point, at);
  const cropping = tool.value === 'crop';
  const held = takeHold(point, at, cropping);
  if (held) return held;
  return pen.value.kind === 'polygon' && !cropping ? newCorner(point, at) : drawNew(point, at, cropping);
}

/** How near an edge of the image has to be, in its columns and rows. */
function reach({ placement }: OnScreen): Point {
  return { x: SNAP / placement.perColumn, y: SNAP / placement.perRow };
}

/** The selected shape first, with its handles; then the topmost one under the mouse. */
function takeHold(point: Point, at: OnScreen, cropping: boolean): Gesture | null {
  const { placement } = at;
  const shapes = visibleShapes.value.filter(({ crop }) => Boolean(crop) === cropping).reverse();
  const first = shapes.find((shape) => shape.id === selected.value);
  for (const shape of first ? [first, ...shapes] : shapes) {
    const grip = gripAt(shape, placement, point, shape === first);
    if (!grip) continue;
    // A crop has the whole image inside: what is drawn there begins a new one.
    if (cropping && grip === 'body' && fromOutline(shape, placement, point) > SAME) continue;
    selected.value = shape.id;
    return change(shape, grip, point, at);
  }
  return null;
}

function change(shape: Shape, grip: Grip, point: Point, at: OnScreen): Gesture {
  const { placement, bounds } = at;
  const from = toImage(placement, point);
  let area: Area | null = null;
  return {
    move(to) {
      const there = toImage(placement, to);
      area = dragged(shape, grip, there.x - from.x, there.y - from.y, bounds, reach(at));
      draft.value = { id: shape.id, area, crop: shape.crop ?? false, corners: [] };
    },
    end() {
      draft.value = null;
      if (!area) return;
      const { x, y, width, height, points } = dropped(area, grip, at);
      changeArea(shape.id, { x, y, width, height, points });
    },
    cancel: () => {
      draft.value = null;
    },
  };
}

/** A corner that was put upon its neighbour is gone. */
function dropped(area: Area, grip: Grip, { placement }: OnScreen): Area {
  if (grip === 'body' || !('corner' in grip) || area.points.length <= 3) return area;
  const screen = (corner: number) => {
    const [x, y] = area.points[(corner + area.points.length) % area.points.length]!;
    return toScreen(placement, { x, y });
  };
  const here = screen(grip.corner);
  const near = [grip.corner - 1, grip.corner + 1].map(screen).some(({ x, y }) => Math.hypot(x - here.x, y - here.y) < SAME);
  return near ? withoutCorner(area, grip.corner) : area;
}

function drawNew(from: Point, at: OnScreen, crop: boolean): Gesture {
  const { placement, bounds } = at;
  const image = (point: Point) => toEdge(toImage(placement, point), bounds, reach(at));
  const { kind, fill, outside } = pen.value;
  let area: Area | null = null;
  return {
    move(point: Point) {
      const far = Math.abs(point.x - from.x) >= CLICK || Math.abs(point.y - from.y) >= CLICK;
      const rect = far ? rectBetween(image(from), image(point), bounds) : null;
      area = rect && { ...rectangle(rect), ...(crop || kind === 'polygon' ? {} : { kind, fill, outside }) };
      draft.value = area && { id: null, area, crop, corners: [] };
    },
    end() {
      draft.value = null;
      if (area) addArea(area, crop);
      else selected.value = null;
    },
    cancel() {
      draft.value = null;
    },
  };
}

/** Each press puts a corner; upon the first one, or the last once more, closes the polygon. */
function newCorner(from: Point, at: OnScreen): Gesture {
  const { placement, bounds } = at;
  let to = from;
  return {
    move: (point) => {
      to = point;
    },
    end() {
      const corners = openCorners();
      const near = ([x, y]: readonly [number, number]) => {
        const there = toScreen(placement, { x, y });
        return Math.hypot(there.x - to.x, there.y - to.y) < SAME;
      };
      const again = corners.length > 0 && (near(corners[0]!) || near(corners.at(-1)!));
      if (again) return closePolygon();
      const { x, y } = toEdge(toImage(placement, to), bounds, reach(at));
      putCorner(x, y, bounds);
    },
    cancel() {},
  };
}
