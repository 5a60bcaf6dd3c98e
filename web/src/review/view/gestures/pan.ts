import { display, setDisplay } from '../../state';
import type { Gesture, Start } from './gesture';

export function panGesture({ point: from }: Start): Gesture {
  const { view } = display.value;
  return {
    move: (point) =>
      setDisplay({ view: { ...view, pan: { x: view.pan.x + point.x - from.x, y: view.pan.y + point.y - from.y } } }),
    end() {},
    cancel: () => setDisplay({ view }),
  };
}
