/** One viewport or two, and whether they scroll as one. */
import { effect, untracked } from '@preact/signals';
import { allSeries, item } from '../../case/store';
import { activate, anchors, series, viewport, viewports } from '../state';
import { following, type Stand } from './link';
import { Viewport } from './viewport';

export function isLinked(): boolean {
  return anchors.value !== null && viewports.value.length > 1;
}

export function link(on: boolean): void {
  anchors.value = on ? anchored() : null;
}

function anchored() {
  return new Map(
    viewports.value.map((each) => [each, { series: each.series.value?.uid ?? '', index: each.index.value }] as const),
  );
}

function standOf(each: Viewport): Stand {
  const space = each.shown.value?.space;
  const positions = (each.series.value?.stack ?? []).map(({ id }) => {
    const instance = item(id)?.instance;
    // The frames of one object have one position here.
    return instance?.image?.frames === 1 ? instance.position : null;
  });
  return {
    positions,
    axes: space?.axes ?? null,
    reference: space?.reference ?? '',
    index: each.index.value,
    anchor: anchors.value?.get(each)?.index ?? 0,
  };
}

function carry(moved: Viewport): void {
  const other = viewports.value.find((each) => each !== moved);
  if (!other || !anchors.value) return;
  // Another series came meanwhile: they go on from where they stand.
  const same = viewports.value.every((each) => anchors.value!.get(each)?.series === each.series.value?.uid);
  if (same) other.go(following(standOf(moved), standOf(other)));
  else anchors.value = anchored();
}

/** While it runs, the other viewport goes where the one in use goes. */
export function followLink(): () => void {
  let last: { viewport: Viewport; index: number } | null = null;
  return effect(() => {
    const now = { viewport: viewport.value, index: viewport.value.index.value };
    if (last?.viewport === now.viewport && last.index !== now.index) untracked(() => carry(now.viewport));
    last = now;
  });
}

/** The second one begins with the series after this one, where there is another. */
export function showTwo(): void {
  const all = allSeries.value;
  const at = all.findIndex((each) => each.uid === series.value?.uid);
  const next = all[(at + 1) % all.length];
  const second = new Viewport();
  if (next) second.choose(next.uid);
  viewports.value = [viewport.value, second];
  activate(second);
}

/** The one in use stays. */
export function showOne(): void {
  const stays = viewport.value;
  viewports.value = [stays];
  activate(stays);
  anchors.value = null;
}

export function useOther(): void {
  const other = viewports.value.find((each) => each !== viewport.value);
  if (other) activate(other);
}
