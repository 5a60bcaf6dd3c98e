/** Up is nearer, down is farther; the place where the drag began stays under the mouse. */
import { display, setDisplay } from '../../state';
import { zoomAt } from '../geometry';
import type { Gesture, Start } from './gesture';

export function zoomGesture({ point: from, viewport, image }: Start): Gesture {
  const { view } = display.value;
  return {
    move: (point) =>
      setDisplay({ view: zoomAt(view, viewport, image, from, Math.exp((from.y - point.y) / 150)) }),
    end() {},
    cancel: () => setDisplay({ view }),
  };
}
