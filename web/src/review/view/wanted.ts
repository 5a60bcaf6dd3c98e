/** Which frames are needed: the shown one, then those ahead in the direction of the last step, then those behind. */
import { item } from '../../case/store';
import type { Series } from '../../case/group';
import type { ImageInfo } from '../../engine/types';
import { wantOf, type Want } from '../frames';

/** Bytes that are decoded ahead: two seconds of a quick hand on a CT, and not the memory of a tablet for a mammogram. */
const AHEAD = 32 << 20;
const FRAMES = { least: 2, most: 64 } as const;
/** For one that is behind, so many are ahead. */
const BEHIND = 6;

function bytesOf({ rows, columns, photometric, bitsStored }: ImageInfo): number {
  const samples = photometric.startsWith('MONOCHROME') ? (bitsStored > 16 ? 4 : bitsStored > 8 ? 2 : 1) : 3;
  return rows * columns * samples;
}

export function around(series: Series, index: number, direction: 1 | -1): Want[] {
  const image = item(series.stack[index]!.id)?.instance?.image;
  const ahead = Math.min(FRAMES.most, Math.max(FRAMES.least, Math.floor(AHEAD / (image ? bytesOf(image) : AHEAD))));
  const places = [index];
  for (let step = 1; step <= ahead; step += 1) places.push(index + step * direction);
  for (let step = 1; step <= 1 + ahead / BEHIND; step += 1) places.push(index - step * direction);
  return places.flatMap((at) => {
    const place = series.stack[at];
    const each = place && item(place.id);
    const want = each && wantOf(each, place.frame);
    return want ? [want] : [];
  });
}
