/** What stays, what is worth a look first, and what search and filter leave of the table. Pure. */
import type { Profile, Strategy, SurveyRow } from '../engine/types';

export type Which = 'all' | 'stays' | 'goes' | 'differs' | 'unjudged' | 'judged';
export type Order = 'risk' | 'standard' | 'name';

/** Actions after which something of the value is still there. */
const PARTLY = new Set(['clean', 'shift', 'year only', 'cap age', 'age band', 'ZIP area', 'script']);
/** Value representations that somebody types, then those that count days, then codes. What is not here are numbers and UIDs. */
const TYPED: Record<string, number> = {
  PN: 0, LO: 0, SH: 0, ST: 0, LT: 0, UT: 0, UC: 0, UR: 0, UN: 0,
  DA: 1, DT: 1, AS: 1, TM: 1, AE: 1,
  CS: 2, OB: 2,
};

export type Judgement = 'safe' | 'not safe' | 'own rule' | null;

const equal = (one: Strategy, other: Strategy | null) => JSON.stringify(one) === JSON.stringify(other);

/** The word that was said of a row: it stands in the profile, and nowhere else. */
export function judgementOf(row: SurveyRow, attributes: Profile['attributes']): Judgement {
  const value = row.mark ? attributes[row.mark] : undefined;
  if (value === undefined) return null;
  if (equal(value, row.safe)) return 'safe';
  return equal(value, row.unsafe) ? 'not safe' : 'own rule';
}

/** True where something of what stood in the source leaves with the case. */
export function stays(row: SurveyRow): boolean {
  if (row.vr !== 'SQ' && row.left.value === 0) return false;
  if (row.doings.some(({ action }) => action === 'keep')) return true;
  return row.doings.some(({ action }) => PARTLY.has(action)) && row.values.some(({ after }) => after.some(Boolean));
}

/** Lower is riskier: what stays and tells patients apart, and among these what somebody typed. */
export function risk(row: SurveyRow): number {
  const kind = row.private ? 0 : (TYPED[row.vr] ?? 3);
  // Numbers that differ from image to image say where it lies, not whose it is.
  const spread = row.same === 'differs' && kind > 2 ? 3 : { patient: 0, differs: 1, everywhere: 2 }[row.same];
  const judgeable = row.vr !== 'SQ' && row.fixed === '';
  return (stays(row) ? 0 : 100) + (judgeable ? 0 : 50) + spread * 10 + kind;
}

/** True for what somebody typed, stays, and tells patients or their examinations apart. */
export function isRisky(row: SurveyRow): boolean {
  return stays(row) && row.fixed === '' && row.same !== 'everywhere' && (row.private || (TYPED[row.vr] ?? 3) < 2);
}

/** "(0009,"CREATOR",02)": what stands last in a path, also where there are full stops in the name of a creator. */
export function lastOf(path: string): string {
  return path.match(/(?:\((?:[^")]|"[^"]*")*\)|[^.(]+)$/)?.[0] ?? path;
}

function texts(row: SurveyRow): string {
  const values = row.values.flatMap(({ before, after }) => [before ?? '', ...after.map((each) => each ?? '')]);
  return `${row.path} ${row.name} ${row.tag} ${values.join(' ')}`.toLowerCase();
}

const known = new WeakMap<SurveyRow, string>();

function textOf(row: SurveyRow): string {
  let text = known.get(row);
  if (text === undefined) known.set(row, (text = texts(row)));
  return text;
}

function passes(row: SurveyRow, which: Which, judgement: Judgement): boolean {
  if (which === 'stays') return stays(row);
  if (which === 'goes') return !stays(row);
  if (which === 'differs') return row.same !== 'everywhere';
  if (which === 'unjudged') return judgement === null && row.fixed === '';
  return which !== 'judged' || judgement !== null;
}

export function sorted(rows: readonly SurveyRow[], order: Order): SurveyRow[] {
  if (order === 'standard') return [...rows];
  if (order === 'name') return [...rows].sort((one, other) => lastOf(one.path).localeCompare(lastOf(other.path), 'en'));
  const risks = new Map(rows.map((row) => [row, risk(row)]));
  return [...rows].sort((one, other) => risks.get(one)! - risks.get(other)!);
}

/** Rows that hold every word of the search in name, path, tag or value. */
export function filtered(
  rows: readonly SurveyRow[],
  search: string,
  which: Which,
  attributes: Profile['attributes'],
): SurveyRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (!passes(row, which, judgementOf(row, attributes))) return false;
    return words.length === 0 || words.every((word) => textOf(row).includes(word));
  });
}
