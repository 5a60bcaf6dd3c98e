/** Overrides in words, and in the form in which a profile has them. Pure. */
import type { FoundAttribute, Strategy } from '../engine/types';
import { say, type Plain } from '../words';

/** A line of `Profile.attributes`, taken apart. */
export interface Override {
  path: string;
  strategy: string;
  /** Empty where the strategy takes none. */
  text: string;
}

/** What a strategy's text is, by its name; the others take none. */
export const TEXTS: Readonly<Record<string, Plain>> = {
  replace: 'rule-text',
  add: 'rule-text',
  'age band': 'rule-years',
  script: 'rule-script',
};

/** How a text has to be written that replaces a value (PS3.5 6.2). */
export const HINTS: Readonly<Record<string, Plain>> = {
  AE: 'vr-16',
  AS: 'vr-age',
  CS: 'vr-code',
  DA: 'vr-date',
  DS: 'vr-decimal',
  DT: 'vr-date-time',
  IS: 'vr-integer',
  LO: 'vr-64',
  PN: 'vr-name',
  SH: 'vr-16',
  TM: 'vr-time',
};

const VR = /^vr:([A-Z]{2})$/;

export function overrideOf(path: string, value: Strategy): Override {
  if (typeof value === 'string') return { path, strategy: value, text: '' };
  const [strategy, text] = Object.entries(value)[0]!;
  return { path, strategy, text };
}

export function valueOf(strategy: string, text: string): Strategy {
  return strategy in TEXTS ? { [strategy]: text } : strategy;
}

/** How a person reads a path. */
export function titleOf(path: string): string {
  const vr = VR.exec(path)?.[1];
  return vr ? say('single-kind', { vr }) : path;
}

/** Where a path holds. */
export function whereOf(path: string): string {
  if (VR.test(path)) return say('single-at-rest');
  return say(path.startsWith('/') ? 'single-at-root' : 'single-at-every-depth');
}

/** "vr:DA" is no attribute, and no search finds it. */
export function kindOf(query: string, strategies: Readonly<Record<string, string>>): FoundAttribute | null {
  const [path, vr] = VR.exec(query.trim()) ?? [];
  if (path === undefined || vr === undefined) return null;
  return {
    path, tag: '', keyword: '', name: titleOf(path), vr, does: '', why: '', override: null,
    strategies: Object.entries(strategies).map(([name, words]) => ({ name, words, text: name in TEXTS })),
  };
}
