/** Before, after and why, for every attribute of the shown instance. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { TagRow } from '../../engine/types';
import { Rows, type RowPlace } from '../../shared/Rows';
import { count } from '../../shared/words';
import { shownItem } from '../state';
import { filtered } from './filter';
import { showTags, tags } from './tags';

const ROW = 66;
const NONE: TagRow[] = [];

function Value({ row }: { row: TagRow }) {
  const { before, after, action } = row;
  if (action === 'keep') return <span class="tag-kept">{after ?? before}</span>;
  return (
    <>
      {before ? <s title={before}>{before}</s> : <span class="tag-none">{before === null ? 'not there' : 'empty'}</span>}
      <span class="tag-arrow" aria-hidden="true">
        →
      </span>
      {after ? (
        <span class="tag-after" title={after}>
          {after}
        </span>
      ) : (
        <span class="tag-none">{action === 'remove' ? 'removed' : 'empty'}</span>
      )}
    </>
  );
}

/** "(0009,1001)": odd groups are private. */
function unnamed(tag: string): string {
  return parseInt(tag.slice(4, 5), 16) % 2 ? 'Private attribute' : 'Attribute without a name';
}

function Row({ row, place }: { row: TagRow; place: RowPlace }) {
  return (
    <div
      {...place}
      class={`tag-row${row.action === 'keep' ? '' : ' changed'}`}
      aria-level={row.depth + 1}
      style={{ ...place.style, paddingLeft: `${14 + Math.min(row.depth, 8) * 12}px` }}
    >
      <div class="tag-head">
        <span role="gridcell" class="tag-name" title={row.path}>
          {row.keyword || unnamed(row.tag)}
        </span>
        <span role="gridcell" class="mono tag-tag">
          {row.tag}
        </span>
      </div>
      <div role="gridcell" class="tag-values">
        <Value row={row} />
      </div>
      <div role="gridcell" class="tag-why" title={row.why}>
        <span class="tag-action">{row.action}</span> {row.why}
      </div>
    </div>
  );
}

export function TagsTab() {
  const [search, setSearch] = useState('');
  const [changedOnly, setChangedOnly] = useState(true);
  const item = shownItem.value;
  useEffect(() => showTags(item), [item?.candidate?.serial]);
  const state = tags.value;
  const all = state.kind === 'rows' ? state.rows : NONE;
  const rows = useMemo(() => filtered(all, search, changedOnly), [all, search, changedOnly]);
  const notes = item?.instance?.notes ?? [];
  return (
    <>
      <div class="tag-tools">
        <input
          class="field"
          type="search"
          placeholder="Name, tag or value"
          aria-label="Search attributes"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <select
          class="field"
          aria-label="Which attributes"
          value={changedOnly ? 'changed' : 'all'}
          onChange={(event) => setChangedOnly(event.currentTarget.value === 'changed')}
        >
          <option value="changed">Changed</option>
          <option value="all">All</option>
        </select>
      </div>
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
      {rows.length > 0 && (
        <Rows
          rows={rows}
          height={ROW}
          role="treegrid"
          label="Attributes before and after"
          render={(row, place, at) => <Row key={at} row={row} place={place} />}
        />
      )}
      <span class="hidden-text" aria-live="polite">
        {state.kind === 'rows' ? count(rows.length, 'attribute') : ''}
      </span>
    </>
  );
}
