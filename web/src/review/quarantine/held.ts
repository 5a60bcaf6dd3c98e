/** What is held back, by reason; and as a list that names nobody. Pure. */
import type { Item } from '../../case/model';

export interface Held {
  code: string;
  sentence: string;
  /** Whether somebody settled it: these stand last. */
  leftOut: boolean;
  ids: string[];
}

/** The largest group first. */
export function byReason(items: readonly Item[]): Held[] {
  const groups = new Map<string, Held>();
  for (const item of items) {
    const { code, sentence } = item.reason ?? { code: '', sentence: '' };
    const key = `${item.leftOut}|${code}|${sentence}`;
    const group = groups.get(key);
    if (group) group.ids.push(item.id);
    else groups.set(key, { code, sentence, leftOut: item.leftOut, ids: [item.id] });
  }
  return [...groups.values()].sort((a, b) => Number(a.leftOut) - Number(b.leftOut) || b.ids.length - a.ids.length);
}

/** Reasons that another rule may change. */
const RULES = new Set(['held-by-profile', 'identity-found', 'script', 'no-treatment', 'site-rule', 'value-too-long']);

export function mayHelp(code: string): { rule: boolean; again: boolean } {
  // An archive would be unpacked a second time beside what came of it the first time.
  return { rule: RULES.has(code), again: !code.startsWith('zip-') };
}

function cell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** As comma-separated values: files by their number in the order in which they were added, as in the report. No path, no name. */
export function asList(all: readonly Item[]): string {
  const rows = all.flatMap((item, at) => {
    if (item.stage !== 'quarantined' && item.stage !== 'not-dicom') return [];
    const outcome = item.stage === 'quarantined' ? 'quarantined' : 'not DICOM';
    return [[String(at + 1), outcome, item.reason?.code ?? '', item.reason?.sentence ?? '', item.leftOut ? 'left out' : '']];
  });
  return [['file', 'outcome', 'code', 'reason', 'decision'], ...rows].map((row) => `${row.map(cell).join()}\r\n`).join('');
}
