/** How a redaction is named in lists. */
import { item } from '../../case/store';
import type { Area, Frames, Shape, Target } from '../../case/shapes';
import { say } from '../../words';
import { countsFor } from './counts';

export function nameOf({ kind, outside, crop }: Area & { crop?: true }): string {
  if (crop) return say('shape-crop');
  return say(outside ? `shape-inside-${kind}` : `shape-${kind}`);
}

/** "on frames 3 to 20": frames are counted from 1 on the screen. */
export function whereOf(target: Target): string {
  switch (target.kind) {
    case 'frame':
      return say('shape-on-frame', { frame: String(target.frame + 1) });
    case 'range':
      return say('shape-on-range', span([target.first, target.last]));
    case 'frames': {
      const frames = item(target.item)?.instance?.image?.frames ?? 1;
      return frames > 1 ? say('shape-on-all-frames', { frames }) : say('shape-on-image');
    }
    case 'images':
      return say('shape-on-images', { images: target.items.length });
    case 'series': {
      const images = countsFor(target).series;
      return target.only ? say('shape-on-series-range', { ...span(target.only), images }) : say('shape-on-series', { images });
    }
    case 'case': {
      const images = countsFor({ ...target, series: '' }).everywhere;
      return target.only ? say('shape-on-case-range', { ...span(target.only), images }) : say('shape-on-case', { images });
    }
  }
}

function span([first, last]: Frames): Record<'first' | 'last', string> {
  return { first: String(first + 1), last: String(last + 1) };
}

/** For a screen reader. */
export function labelOf(shape: Shape): string {
  return say('shape-which', { name: nameOf(shape), where: whereOf(shape.target), numbers: numbersOf(shape) });
}

export function numbersOf({ x, y, width, height }: Area): string {
  return say('shape-numbers', { x: String(x), y: String(y), width: String(width), height: String(height) });
}
