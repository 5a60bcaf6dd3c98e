/** To what an undo or a redo changed. */
import type { Delta } from '../case/history';
import { concerns, type Scope } from '../case/only';
import { allSeries, item } from '../case/store';
import { showFrame } from './annotations/jump';
import { holdsForItem, reveal } from './shapes/jump';
import { choose, place, tab } from './state';

/** To an object that a rule is for, if the shown one is none. */
function showScope(scope: Scope): void {
  const isOne = (id: string) => concerns(scope, item(id)?.instance ?? null);
  if (place.value && isOne(place.value.id)) return;
  const id = allSeries.value.flatMap(({ ids }) => ids.find(isOne) ?? [])[0];
  if (id !== undefined) showFrame(id, 0);
}

/** Nobody undoes what they do not see. */
export function revealDelta(delta: Delta | null): void {
  if (delta?.kind === 'draw') {
    const shapes = [...delta.after, ...delta.before];
    if (shapes[0] && !shapes.some((shape) => place.value && holdsForItem(shape.target, place.value.id))) reveal(shapes[0]);
  } else if (delta?.kind === 'annotate') {
    const { item, frame } = [...delta.after, ...delta.before][0]!;
    showFrame(item, frame);
    tab.value = 'teaching';
  } else if (delta?.kind === 'rule') {
    showScope(delta.scope);
    tab.value = 'tags';
  } else if (delta && place.value && !delta.ids.includes(place.value.id)) {
    const to = allSeries.value.find(({ ids }) => delta.ids.some((id) => ids.includes(id)));
    if (to) choose(to.uid);
  }
}
