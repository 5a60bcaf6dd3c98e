/** Asks for the frames of all viewports and their neighbours, and puts each into its viewport when it is there. */
import { effect } from '@preact/signals';
import { unshowable } from '../../case/model';
import { setUrgent } from '../../case/writer';
import { arrivals, cached, prefetch, wantOf, type Want } from '../frames';
import { shownItem, viewports } from '../state';
import type { Viewport } from './viewport';
import { around } from './wanted';

interface Last {
  series: string;
  index: number;
  direction: 1 | -1;
}

function follow(viewport: Viewport, last: Last): Want[] {
  const now = viewport.series.value;
  const item = viewport.item.value;
  if (!now || !item) {
    viewport.shown.value = null;
    return [];
  }
  // It stays the chosen one when another series comes to stand before it.
  viewport.choose(now.uid);
  const at = viewport.index.value;
  const same = last.series === now.uid;
  if (!same) last.direction = 1;
  else if (at !== last.index) last.direction = at < last.index ? -1 : 1;
  const want = wantOf(item, viewport.place.value!.frame);
  const frame = want && cached(want.key);
  // Until the next image of a series is there the last one stays, so that scrolling does not flicker.
  viewport.inPlace.value = frame !== null || !want;
  if (frame) viewport.shown.value = frame;
  else if (!want || !same || unshowable(item) !== null) viewport.shown.value = null;
  last.series = now.uid;
  last.index = at;
  return around(now, at, last.direction);
}

export function followFrames(): () => void {
  const lasts = new WeakMap<Viewport, Last>();
  return effect(() => {
    void arrivals.value;
    setUrgent(shownItem.value?.id ?? null);
    const wants = viewports.value.map((viewport) => {
      if (!lasts.has(viewport)) lasts.set(viewport, { series: '', index: 0, direction: 1 });
      return follow(viewport, lasts.get(viewport)!);
    });
    // What is on the screen comes first, in each of them.
    prefetch([...wants.flatMap((each) => each.slice(0, 1)), ...wants.flatMap((each) => each.slice(1))]);
  });
}
