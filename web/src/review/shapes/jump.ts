/** To the first image that a redaction holds for. */
import type { Series } from '../../case/group';
import { isOnFrame, type Shape, type Target } from '../../case/shapes';
import { allSeries, item } from '../../case/store';
import { subjectOf } from '../../case/wanted';
import { move } from '../actions/navigate';
import { choose, place, selected, series, tool } from '../state';

function holdsForItem(target: Target, id: string): boolean {
  if (target.kind === 'images') return target.items.includes(id);
  if (target.kind !== 'series' && target.kind !== 'case') return target.item === id;
  const each = item(id);
  const subject = each && subjectOf(each);
  if (!subject || (target.kind === 'series' && target.series !== subject.series)) return false;
  return target.rows === subject.rows && target.columns === subject.columns;
}

/** Its place in the stack of a series; -1 where it holds for none of it. */
export function placeIn({ target }: Shape, { stack }: Series): number {
  return stack.findIndex(({ id, frame }) => isOnFrame(target, frame) && holdsForItem(target, id));
}

export function seriesOfShape(shape: Shape): Series | undefined {
  return allSeries.value.find((each) => placeIn(shape, each) >= 0);
}

/** Selects it, on the shown image where it is one of its own. */
export function jumpTo(shape: Shape): void {
  const at = place.value;
  if (!at || !isOnFrame(shape.target, at.frame) || !holdsForItem(shape.target, at.id)) {
    const to = series.value && placeIn(shape, series.value) >= 0 ? series.value : seriesOfShape(shape);
    if (!to) return;
    choose(to.uid);
    move(placeIn(shape, to));
  }
  tool.value = 'redact';
  selected.value = shape.id;
}
