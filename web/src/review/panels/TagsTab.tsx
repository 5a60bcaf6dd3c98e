/** Before, after and why, for every attribute of the shown instance. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { displaced } from '../../case/displaced';
import { allItems } from '../../case/store';
import type { Instance, TagRow } from '../../engine/types';
import { count } from '../../shared/words';
import { shownItem } from '../state';
import { filtered, isChanged } from './filter';
import { TagTable, TagTools } from './TagTable';
import { showTags, tags } from './tags';

const NONE: TagRow[] = [];
const DISPLACED =
  'This object points into an image of the case that was cropped: what it marks or shows there has moved. Leave it out, or do not crop that image.';
const CHOICES = [['changed', 'Changed'], ['all', 'All']] as const;

export function TagsTab() {
  const [search, setSearch] = useState('');
  const [which, setWhich] = useState<(typeof CHOICES)[number][0]>('changed');
  const item = shownItem.value;
  useEffect(() => showTags(item), [item?.candidate?.serial]);
  const state = tags.value;
  const all = state.kind === 'rows' ? state.rows : NONE;
  const rows = useMemo(() => filtered(all, search, which === 'changed' ? isChanged : null), [all, search, which]);
  const notes = notesOf(item?.instance ?? null);
  return (
    <>
      <TagTools search={search} onSearch={setSearch} which={which} choices={CHOICES} onWhich={setWhich} />
      {notes.length > 0 && (
        <ul class="notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {state.kind === 'failed' && <p class="tag-empty">The attributes could not be compared.</p>}
      {state.kind === 'loading' && <p class="tag-empty">Comparing…</p>}
      {state.kind === 'rows' && rows.length === 0 && <p class="tag-empty">No attribute matches.</p>}
      {rows.length > 0 && <TagTable label="Attributes before and after" rows={rows} />}
      <span class="hidden-text" aria-live="polite">
        {state.kind === 'rows' ? count(rows.length, 'attribute') : ''}
      </span>
    </>
  );
}

function notesOf(instance: Instance | null): string[] {
  if (!instance?.pointsByPixels) return instance?.notes ?? [];
  const all = allItems().flatMap((each) => each.instance ?? []);
  return displaced(all).has(instance.uid) ? [DISPLACED, ...instance.notes] : instance.notes;
}
