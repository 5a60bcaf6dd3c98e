/** Which frames are needed: the shown one, then those ahead in the direction of the last step, then those behind. */
import { item } from '../../case/store';
import type { Series } from '../../case/group';
import { wantOf, type Want } from '../frames';

const AHEAD = 8;
const BEHIND = 3;

export function around(series: Series, index: number, direction: 1 | -1): Want[] {
  const places = [index];
  for (let step = 1; step <= AHEAD; step += 1) places.push(index + step * direction);
  for (let step = 1; step <= BEHIND; step += 1) places.push(index - step * direction);
  return places.flatMap((at) => {
    const place = series.stack[at];
    const each = place && item(place.id);
    const want = each && wantOf(each, place.frame);
    return want ? [want] : [];
  });
}
