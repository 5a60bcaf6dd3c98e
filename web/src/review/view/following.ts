/** Asks for the frames of all viewports and their neighbours, and puts each into its viewport when it is there. */
import { effect } from '@preact/signals';
import type { Series } from '../../case/group';
import { unshowable } from '../../case/model';
import { item } from '../../case/store';
import { setUrgent } from '../../case/writer';
import { arrivals, cached, isCached, prefetch, wantOf, type Want } from '../frames';
import { ofCandidate, ofSource, showsSource, sourceWant } from '../shapes/before';
import { shownItem, viewport as inUse, viewports } from '../state';
import type { Viewport } from './viewport';
import { around } from './wanted';

interface Last {
  series: string;
  index: number;
  direction: 1 | -1;
  /** The place of what is on the screen. */
  shown: number;
}

/**
 * Until the next image of a series is there the last one stays, so that scrolling does not flicker; and a hand that is quicker
 * than the decoder sees those on its way that are there.
 */
function showOnTheWay(viewport: Viewport, now: Series, at: number, last: Last): void {
  const step = Math.sign(last.shown - at);
  for (let near = at + step; near !== last.shown && step !== 0; near += step) {
    const { id, frame } = now.stack[near]!;
    const each = item(id);
    const want = each && wantOf(each, frame);
    if (!want || !isCached(want.key)) continue;
    viewport.shown.value = cached(want.key);
    viewport.shownOf.value = ofCandidate(each, frame);
    last.shown = near;
    return;
  }
}

function follow(viewport: Viewport, last: Last): Want[] {
  const now = viewport.series.value;
  const current = viewport.item.value;
  if (!now || !current) {
    viewport.shown.value = null;
    return [];
  }
  // It stays the chosen one when another series comes to stand before it.
  viewport.choose(now.uid);
  const at = viewport.index.value;
  const same = last.series === now.uid;
  if (!same) last.direction = 1;
  else if (at !== last.index) last.direction = at < last.index ? -1 : 1;
  const { frame: number } = viewport.place.value!;
  const source = viewport === inUse.value && showsSource() ? sourceWant(current, number) : null;
  const want = source ?? wantOf(current, number);
  const frame = want && cached(want.key);
  viewport.inPlace.value = frame !== null || !want;
  if (frame) {
    viewport.shown.value = frame;
    viewport.shownOf.value = source ? ofSource(current, number) : ofCandidate(current, number);
    last.shown = at;
  } else if (!want || !same || unshowable(current) !== null) viewport.shown.value = null;
  else if (!source) showOnTheWay(viewport, now, at, last);
  last.series = now.uid;
  last.index = at;
  return [...(source ? [source] : []), ...around(now, at, last.direction)];
}

export function followFrames(): () => void {
  const lasts = new WeakMap<Viewport, Last>();
  return effect(() => {
    void arrivals.value;
    setUrgent(shownItem.value?.id ?? null);
    const wants = viewports.value.map((viewport) => {
      if (!lasts.has(viewport)) lasts.set(viewport, { series: '', index: 0, direction: 1, shown: 0 });
      return follow(viewport, lasts.get(viewport)!);
    });
    // What is on the screen comes first, in each of them.
    prefetch([...wants.flatMap((each) => each.slice(0, 1)), ...wants.flatMap((each) => each.slice(1))]);
  });
}
