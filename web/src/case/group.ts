/** Clean instances as patients, studies and series, in the order in which they are read. Pure. */
import type { Instance, Risk } from '../engine/types';
import { say } from '../words';
import type { Item } from './model';

export interface Series {
  uid: string;
  title: string;
  modality: string;
  number: number | null;
  /** Sorted by position, then number, then name. */
  ids: string[];
  /** Every frame of every instance in reading order; an object without an image stands once, with frame 0. */
  stack: { id: string; frame: number }[];
  risk: SeriesRisk;
}

/** The worst of its instances. */
export interface SeriesRisk extends Risk {
  /** Frames that have to be looked at one by one. */
  closely: number;
}

export function needsEachFrame({ risk }: Series): boolean {
  return risk.level === 'look at each frame';
}

export interface Study {
  uid: string;
  title: string;
  /** As the header has it; empty where it was removed. */
  date: string;
  series: Series[];
}

export interface Patient {
  pseudonym: string;
  studies: Study[];
}

function orNull(a: number | null, b: number | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a - b;
}

function byPosition(a: Instance, b: Instance): number {
  return (
    orNull(a.position, b.position) || orNull(a.number, b.number) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
  );
}

/** What needs eyes most comes first. */
function bySeries(a: Series, b: Series): number {
  return a.risk.rank - b.risk.rank || orNull(a.number, b.number) || (a.uid < b.uid ? -1 : 1);
}

function seriesTitle({ series: { description, modality, number } }: Instance): string {
  if (description) return description;
  if (number === null) return modality ? say('series-of', { modality }) : say('series-unnamed');
  const values = { modality, number: String(number) };
  return modality ? say('series-of-number', values) : say('series-unnamed-number', values);
}

function into<T>(map: Map<string, T>, key: string, make: () => T): T {
  let value = map.get(key);
  if (!value) map.set(key, (value = make()));
  return value;
}

type Clean = Item & { instance: Instance };

function isClean(item: Item): item is Clean {
  return item.stage === 'clean' && item.instance !== null;
}

/** By the instance that came first. While a case is written one series grows, and the others stay as they were sorted. */
const made = new WeakMap<Instance, { items: readonly Clean[]; series: Series }>();

function seriesOf(items: readonly Clean[]): Series {
  const first = items[0]!.instance;
  const before = made.get(first);
  const same = (item: Clean, at: number) => item.id === before!.items[at]!.id && item.instance === before!.items[at]!.instance;
  if (before?.items.length === items.length && items.every(same)) return before.series;
  const series = makeSeries(items);
  made.set(first, { items, series });
  return series;
}

function makeSeries(items: readonly Clean[]): Series {
  const sorted = [...items].sort((a, b) => byPosition(a.instance, b.instance));
  const first = sorted[0]!.instance;
  return {
    uid: first.series.uid,
    title: seriesTitle(first),
    modality: first.series.modality,
    number: first.series.number,
    ids: sorted.map((item) => item.id),
    stack: sorted.flatMap((item) =>
      Array.from({ length: Math.max(1, item.instance.image?.frames ?? 1) }, (_, frame) => ({ id: item.id, frame })),
    ),
    risk: seriesRisk(sorted.map((item) => item.instance)),
  };
}

function seriesRisk(instances: readonly Instance[]): SeriesRisk {
  const close = instances.filter(({ image, risk }) => image && risk.level === 'look at each frame');
  const told = close.length ? close : instances;
  const ranked = [...told].sort((a, b) => a.risk.rank - b.risk.rank);
  return {
    level: close.length ? 'look at each frame' : 'overview',
    reasons: [...new Set(ranked.flatMap(({ risk }) => risk.reasons))],
    rank: ranked[0]!.risk.rank,
    closely: close.reduce((sum, { image }) => sum + image!.frames, 0),
  };
}

export function group(items: readonly Item[]): Patient[] {
  const tree = new Map<string, Map<string, Map<string, Clean[]>>>();
  for (const item of items) {
    if (!isClean(item)) continue;
    const studies = into(tree, item.instance.patient, () => new Map<string, Map<string, Clean[]>>());
    const series = into(studies, item.instance.study.uid, () => new Map<string, Clean[]>());
    into(series, item.instance.series.uid, () => []).push(item);
  }
  return [...tree].map(([pseudonym, studies]) => ({
    pseudonym,
    studies: [...studies].map(([uid, series], index) => {
      const { description, date } = [...series.values()][0]![0]!.instance.study;
      return {
        uid,
        title: description || say('study-numbered', { number: String(index + 1) }),
        date,
        series: [...series.values()].map(seriesOf).sort(bySeries),
      };
    }),
  }));
}
