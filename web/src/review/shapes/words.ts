/** How a redaction is named in lists. */
import { item } from '../../case/store';
import type { Area, Shape, Target } from '../../case/shapes';
import { count } from '../../shared/words';
import { countsFor } from './counts';

const KINDS = { rectangle: 'Rectangle', ellipse: 'Ellipse', polygon: 'Polygon' };

export function nameOf({ kind, outside, crop }: Area & { crop?: true }): string {
  if (crop) return 'Crop';
  return outside ? `Only inside: ${KINDS[kind].toLowerCase()}` : KINDS[kind];
}

/** "frames 3 to 20": frames are counted from 1 on the screen. */
export function whereOf(target: Target): string {
  switch (target.kind) {
    case 'frame':
      return `frame ${target.frame + 1}`;
    case 'range':
      return `frames ${target.first + 1} to ${target.last + 1}`;
    case 'frames': {
      const frames = item(target.item)?.instance?.image?.frames ?? 1;
      return frames > 1 ? `all ${frames} frames` : 'one image';
    }
    case 'images':
      return count(target.items.length, 'image');
    case 'series':
    case 'case': {
      const { series, everywhere } = countsFor({ ...target, series: target.kind === 'series' ? target.series : '' });
      const images = target.kind === 'series' ? count(series, 'image') : count(everywhere, 'image');
      const only = target.only ? `frames ${target.only[0] + 1} to ${target.only[1] + 1} of ` : '';
      return target.kind === 'series' ? `${only}${images} of the series` : `${only}${images} of the case`;
    }
  }
}

/** For a screen reader. */
export function labelOf(shape: Shape): string {
  return `${nameOf(shape)} on ${whereOf(shape.target)}: ${numbersOf(shape)}`;
}

export function numbersOf({ x, y, width, height }: Area): string {
  return `${x}, ${y} · ${width} × ${height}`;
}
