/** What the search box and the filter leave of the tag table. Pure. */
import type { TagRow } from '../engine/types';

export const isChanged = (row: TagRow): boolean => row.action !== 'keep';

/** What is worth a look although a rule decided it. */
export type Risk = 'text' | 'private' | 'dates' | 'names' | 'rule';

/** In the order of the filter. */
export const RISKS: readonly Risk[] = ['text', 'private', 'dates', 'names', 'rule'];

/** Actions after which something of the value may still be there. */
const KEEPING = new Set<TagRow['action']>(['keep', 'clean', 'script']);
const TEXT = new Set(['LO', 'SH', 'ST', 'LT', 'UT', 'UC', 'UN']);
const TIME = new Set(['DA', 'DT', 'TM']);
/** A code and the scheme that it is of say what something is; nobody types them. */
const CODES = new Set(['(0008,0100)', '(0008,0102)', '(0008,0103)']);
/** As the engine begins its reason (`curtain.rules.decide`). */
const OWN_RULE = 'The profile\'s own rule';

/** Odd groups are private. */
export const isPrivate = (tag: string): boolean => parseInt(tag.slice(4, 5), 16) % 2 === 1;

const stays = (row: TagRow): boolean => KEEPING.has(row.action) && Boolean(row.after) && row.vr !== 'SQ';

const PASSES: Record<Risk, (row: TagRow) => boolean> = {
  text: (row) => stays(row) && TEXT.has(row.vr) && !isPrivate(row.tag) && !CODES.has(row.tag),
  private: (row) => stays(row) && isPrivate(row.tag),
  dates: (row) => stays(row) && TIME.has(row.vr),
  names: (row) => stays(row) && row.vr === 'PN',
  rule: (row) => row.why.startsWith(OWN_RULE),
};

export function hasRisk(row: TagRow, risk: Risk): boolean {
  return PASSES[risk](row);
}

export interface Found {
  rows: TagRow[];
  /** The paths of sequences that hold what was asked for. */
  open: ReadonlySet<string>;
}

/**
 * Wanted rows that hold every word of the search in name, tag or value. Sequences stay above what was found in them; one that was
 * found by its own name or tag stays with all that it holds.
 */
export function filtered(rows: readonly TagRow[], search: string, wanted: ((row: TagRow) => boolean) | null): Found {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const open = new Set<string>();
  if (words.length === 0 && !wanted) return { rows: [...rows], open };
  const has = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  /** The depth of a sequence around that was found by name; deeper ones go with it. */
  let named = Infinity;
  const hit = rows.map((row): '' | 'found' | 'inside' => {
    if (row.depth <= named) named = Infinity;
    const name = `${row.keyword} ${row.tag}`;
    const found = has(`${name} ${row.before ?? ''} ${row.after ?? ''}`);
    const inside = named < row.depth;
    if (named === Infinity && words.length > 0 && row.vr === 'SQ' && has(name)) named = row.depth;
    if (wanted && !wanted(row)) return '';
    return found ? 'found' : inside ? 'inside' : '';
  });
  const keep = hit.map(Boolean);
  let [depth, opening] = [0, 0];
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const row = rows[at]!;
    if (row.depth < opening) {
      open.add(row.path);
      opening = row.depth;
    }
    if (row.depth < depth) keep[at] = true;
    if (keep[at]) depth = row.depth;
    if (hit[at] === 'found') opening = row.depth;
  }
  return { rows: rows.filter((_, at) => keep[at]), open };
}
