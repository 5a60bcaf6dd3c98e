/** What the search box and the filter leave of the tag table. Pure. */
import type { TagRow } from '../../engine/types';

export const isChanged = (row: TagRow): boolean => row.action !== 'keep';

/** Wanted rows that hold every word of the search in name, tag or value; sequences stay above what was found in them. */
export function filtered(rows: readonly TagRow[], search: string, wanted: ((row: TagRow) => boolean) | null): TagRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && !wanted) return [...rows];
  const hit = rows.map((row) => {
    if (wanted && !wanted(row)) return false;
    const text = `${row.keyword} ${row.tag} ${row.before ?? ''} ${row.after ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  let depth = 0;
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const row = rows[at]!;
    if (hit[at]) depth = row.depth;
    else if (row.depth < depth) {
      hit[at] = true;
      depth = row.depth;
    }
  }
  return rows.filter((_, at) => hit[at]);
}
