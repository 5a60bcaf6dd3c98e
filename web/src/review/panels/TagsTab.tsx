/** Before, after and why, for every attribute of the shown instance. Only the rows in sight are in the document. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { TagRow } from '../../engine/types';
import { count } from '../../shared/words';
import { shownItem } from '../state';
import { filtered } from './filter';
import { showTags, tags } from './tags';

const ROW = 66;
const MARGIN = 6;
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

function Row({ row, at, focus, onFocus }: { row: TagRow; at: number; focus: boolean; onFocus: () => void }) {
  return (
    <div
      class={`tag-row${row.action === 'keep' ? '' : ' changed'}`}
      role="row"
      aria-level={row.depth + 1}
      aria-rowindex={at + 1}
      tabIndex={focus ? 0 : -1}
      data-row={at}
      style={{ top: `${at * ROW}px`, paddingLeft: `${14 + Math.min(row.depth, 8) * 12}px` }}
      onFocus={onFocus}
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

function Rows({ rows }: { rows: TagRow[] }) {
  const list = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const [focus, setFocus] = useState(0);
  const measure = () => {
    const element = list.current;
    if (element) setView({ top: element.scrollTop, height: element.clientHeight });
  };
  useEffect(() => {
    list.current?.scrollTo(0, 0);
    setFocus(0);
    measure();
  }, [rows]);

  const moveTo = (at: number) => {
    const to = Math.min(rows.length - 1, Math.max(0, at));
    const element = list.current!;
    if (to * ROW < element.scrollTop) element.scrollTop = to * ROW;
    if ((to + 1) * ROW > element.scrollTop + element.clientHeight) {
      element.scrollTop = (to + 1) * ROW - element.clientHeight;
    }
    setFocus(to);
    measure();
    requestAnimationFrame(() => element.querySelector<HTMLElement>(`[data-row="${to}"]`)?.focus());
  };
  const onKey = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(view.height / ROW) - 1);
    const to: Record<string, number> = {
      ArrowDown: focus + 1,
      ArrowUp: focus - 1,
      PageDown: focus + page,
      PageUp: focus - page,
      Home: 0,
      End: rows.length - 1,
    };
    const target = to[event.key];
    if (target === undefined) return;
    event.preventDefault();
    moveTo(target);
  };

  const first = Math.max(0, Math.floor(view.top / ROW) - MARGIN);
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / ROW) + MARGIN);
  const inSight = rows.slice(first, last).map((row, offset) => ({ row, at: first + offset }));
  const outside = rows[focus] && (focus < first || focus >= last) ? [{ row: rows[focus], at: focus }] : [];
  return (
    <div
      class="tag-list"
      role="treegrid"
      aria-label="Attributes before and after"
      aria-rowcount={rows.length}
      ref={list}
      onScroll={measure}
      onKeyDown={onKey}
    >
      <div role="rowgroup" style={{ position: 'relative', height: `${rows.length * ROW}px` }}>
        {[...inSight, ...outside].map(({ row, at }) => (
          <Row key={at} row={row} at={at} focus={at === focus} onFocus={() => setFocus(at)} />
        ))}
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
      {rows.length > 0 && <Rows rows={rows} />}
      <span class="hidden-text" aria-live="polite">
        {state.kind === 'rows' ? count(rows.length, 'attribute') : ''}
      </span>
    </>
  );
}
