/** To the frame that an annotation is on. */
import { allSeries } from '../../case/store';
import { say } from '../../words';
import { move } from '../actions/navigate';
import { mode } from '../sheet/mode';
import { choose, place } from '../state';

export function showFrame(item: string, frame: number): void {
  mode.value = 'image';
  if (place.value?.id === item && place.value.frame === frame) return;
  for (const series of allSeries.value) {
    const at = series.stack.findIndex((each) => each.id === item && each.frame === frame);
    if (at < 0) continue;
    choose(series.uid);
    move(at);
    return;
  }
}

/** "CT series 2, 12 of 300"; where it is held back, so. */
export function placeWords(item: string, frame: number): string {
  for (const series of allSeries.value) {
    const at = series.stack.findIndex((each) => each.id === item && each.frame === frame);
    if (at >= 0) return say('teaching-place', { series: series.title, image: String(at + 1), images: String(series.stack.length) });
  }
  return say('teaching-held');
}
