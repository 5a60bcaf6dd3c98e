/** To the first image that a redaction holds for. */
import type { Series } from '../../case/group';
import { isOnFrame, type Shape, type Target } from '../../case/shapes';
import { allSeries, item } from '../../case/store';
import { subjectOf } from '../../case/wanted';
import { move } from '../actions/navigate';
import { mode } from '../sheet/mode';
import { choose, place, selected, series, tool } from '../state';

export function holdsForItem(target: Target, id: string): boolean {
  if (target.kind === 'images') return target.items.includes(id);
  if (target.kind !== 'series' && target.kind !== 'case') return target.item === id;
  const each = item(id);
  const subject = each && subjectOf(each);
  if (!subject || (target.kind === 'series' && target.series !== subject.series)) return false;
  return target.rows === subject.rows && target.columns === subject.columns;
}

/** Its place in the stack of a series; -1 where it holds for none of it. */
function placeIn({ target }: Shape, { stack }: Series): number {
  return stack.findIndex(({ id, frame }) => isOnFrame(target, frame) && holdsForItem(target, id));
}

export function seriesOfShape(shape: Shape): Series | undefined {
  return allSeries.value.find((each) => placeIn(shape, each) >= 0);
}

/** To an image that it holds for, if the shown one is none. */
export function reveal(shape: Shape): boolean {
  const at = place.value;
  if (at && isOnFrame(shape.target, at.frame) && holdsForItem(shape.target, at.id)) return true;
  const to = series.value && placeIn(shape, series.value) >= 0 ? series.value : seriesOfShape(shape);
  if (!to) return false;
  choose(to.uid);
  move(placeIn(shape, to));
  return true;
}

/** Selects it, on the shown image where it is one of its own. */
export function jumpTo(shape: Shape): void {
  if (!reveal(shape)) return;
  mode.value = 'image';
  tool.value = shape.crop ? 'crop' : 'redact';
  selected.value = shape.id;
}
