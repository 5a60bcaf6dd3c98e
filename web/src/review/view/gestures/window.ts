/** Right is wider, down is darker: as radiologists know it. */
import { display, setDisplay, shown } from '../../state';
import { asWindow, fullRange } from '../../pixels/voi';
import type { Gesture, Start } from './gesture';

export function windowGesture({ point: from }: Start): Gesture | null {
  const frame = shown.value;
  if (!frame) return null;
  const before = display.value.voi;
  const start = asWindow(before(frame), frame);
  const range = asWindow(fullRange(frame), frame).width;
  const step = Math.max(Math.min(range, 4096), start.width / 4) / 1024;
  const least = frame.kind === 'grey' && frame.data instanceof Float32Array ? range / 1e6 : 1;
  return {
    move(point) {
      const width = Math.max(least, start.width + (point.x - from.x) * step);
      const center = start.center + (point.y - from.y) * step;
      setDisplay({ voi: () => ({ ...start, center, width }) });
    },
    end() {},
    cancel: () => setDisplay({ voi: before }),
  };
}
