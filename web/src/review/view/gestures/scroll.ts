/** Down is on, up is back; the height of the viewport goes through a short series, and a long one image by image. */
import { move } from '../../actions/navigate';
import { index, series } from '../../state';
import type { Gesture, Start } from './gesture';

/** CSS pixels for an image, at least and at most. */
const STEP = [4, 24] as const;

export function scrollGesture({ point: from, viewport }: Start): Gesture {
  const first = index.value;
  const step = Math.min(STEP[1], Math.max(STEP[0], viewport.height / (series.value?.stack.length ?? 1)));
  return {
    move: (point) => {
      const to = first + Math.round((point.y - from.y) / step);
      if (to !== index.value) move(to);
    },
    end() {},
    cancel: () => move(first),
  };
}
