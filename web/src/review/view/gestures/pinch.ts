/** Two fingers: apart is nearer, and the image goes where they go. */
import { display, setDisplay } from '../../state';
import { zoomAt, type Point } from '../geometry';
import type { Start } from './gesture';

function between([a, b]: readonly Point[]): { middle: Point; apart: number } {
  return { middle: { x: (a!.x + b!.x) / 2, y: (a!.y + b!.y) / 2 }, apart: Math.hypot(a!.x - b!.x, a!.y - b!.y) };
}

export function pinchGesture({ viewport, image }: Start, fingers: readonly Point[]) {
  const { view } = display.value;
  const start = between(fingers);
  return {
    move(now: readonly Point[]) {
      if (now.length < 2) return;
      const { middle, apart } = between(now);
      const zoomed = zoomAt(view, viewport, image, start.middle, apart / Math.max(start.apart, 1));
      const pan = { x: zoomed.pan.x + middle.x - start.middle.x, y: zoomed.pan.y + middle.y - start.middle.y };
      setDisplay({ view: { ...zoomed, pan } });
    },
  };
}
