/** Overrides in words, and in the form in which a profile has them. Pure. */
import type { FoundAttribute, Strategy } from '../engine/types';

/** A line of `Profile.attributes`, taken apart. */
export interface Override {
  path: string;
  strategy: string;
  /** Empty where the strategy takes none. */
  text: string;
}

/** What a strategy's text is, by its name; the others take none. */
export const TEXTS: Readonly<Record<string, string>> = {
  replace: 'Text',
  add: 'Text',
  'age band': 'Years in a band',
  script: 'Expression, as in a CTP script',
};

/** How a text has to be written that replaces a value (PS3.5 6.2). */
export const HINTS: Readonly<Record<string, string>> = {
  AE: 'At most 16 characters.',
  AS: 'As 067Y, 003M, 021W or 005D.',
  CS: 'Capital letters, digits, spaces and _, at most 16.',
  DA: 'A date as 20240131.',
  DS: 'A number, such as 1.5.',
  DT: 'A date and time as 20240131101500.',
  IS: 'A whole number.',
  LO: 'At most 64 characters.',
  PN: 'Family and given name as DOE^JOHN, at most 64 characters.',
  SH: 'At most 16 characters.',
  TM: 'A time as 101500.',
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
  return vr ? `All attributes of the kind ${vr}` : path;
}

/** Where a path holds. */
export function whereOf(path: string): string {
  if (VR.test(path)) return 'wherever no rule of its own holds';
  return path.startsWith('/') ? 'at the root only' : 'at every depth';
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
