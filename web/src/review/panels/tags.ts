/** The tag table of the shown instance: asked for when it is looked at, the last few kept. */
import { signal } from '@preact/signals';
import { engine } from '../../case/engine';
import { caseKey } from '../../case/key';
import { isFailure } from '../../case/lanes';
import type { Item } from '../../case/model';
import { profileOfMark } from '../../case/profile-marks';
import { readCrop, readRedactions, readRules } from '../../case/wanted';
import type { TagRow } from '../../engine/types';

const KEPT = 8;
const cache = new Map<string, TagRow[]>();

export type TagState = { kind: 'loading' } | { kind: 'failed' } | { kind: 'rows'; rows: TagRow[] };
export const tags = signal<TagState>({ kind: 'loading' });

let timer = 0;
let asked = '';
let control = new AbortController();

export function showTags(item: Item | null): void {
  const key = item?.candidate ? `${item.candidate.serial}` : '';
  if (key === asked) return;
  asked = key;
  clearTimeout(timer);
  if (!item?.plan || !item.candidate) return;
  const known = cache.get(key);
  if (known) {
    tags.value = { kind: 'rows', rows: known };
    return;
  }
  // Nobody reads tags while the images fly past.
  timer = window.setTimeout(() => void ask(item, key), 200);
}

/** They hold what stood in the source. */
export function forgetTags(): void {
  control.abort();
  control = new AbortController();
  clearTimeout(timer);
  cache.clear();
  asked = '';
  tags.value = { kind: 'loading' };
}

async function ask(item: Item, key: string): Promise<void> {
  try {
    const rows = await engine.tags(control.signal, item.file, {
      key: caseKey(),
      profile: profileOfMark(readRules(item.candidate!.mark)),
      patient: item.plan!.patient,
      redactions: readRedactions(item.candidate!.mark),
      crop: readCrop(item.candidate!.mark),
      pixelsReviewed: item.waiver === null,
    });
    // An object without a single attribute does not exist: the engine could not compare.
    if (rows.length === 0) throw new Error('no rows');
    cache.set(key, rows);
    for (const old of cache.keys()) if (cache.size > KEPT) cache.delete(old);
    if (key === asked) tags.value = { kind: 'rows', rows };
  } catch (error) {
    if (isFailure(error) && key === asked) tags.value = { kind: 'failed' };
  }
}
