/** The tag table of the shown instance: asked for when it is looked at, the last few kept. */
import { signal } from '@preact/signals';
import { isFailure } from '../../case/lanes';
import type { Item } from '../../case/model';
import type { TagRow } from '../../engine/types';
import { tagsOf } from './ask';
import { forgetComparison } from './comparing';

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
  timer = window.setTimeout(() => void show(item, key), 200);
}

/** They hold what stood in the source. */
export function forgetTags(): void {
  forgetComparison();
  control.abort();
  control = new AbortController();
  clearTimeout(timer);
  cache.clear();
  asked = '';
  tags.value = { kind: 'loading' };
}

async function show(item: Item, key: string): Promise<void> {
  try {
    const rows = await tagsOf(control.signal, item, true);
    cache.set(key, rows);
    for (const old of cache.keys()) if (cache.size > KEPT) cache.delete(old);
    if (key === asked) tags.value = { kind: 'rows', rows };
  } catch (error) {
    if (isFailure(error) && key === asked) tags.value = { kind: 'failed' };
  }
}
