/** Attributes before and after, with the reason: the table of Review and of the preview in Rules. */
import './tags.css';
import type { TagRow } from '../../engine/types';
import { Rows, type RowPlace } from '../../shared/Rows';

const ROW = 66;

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

function Row({ row, place, marked }: { row: TagRow; place: RowPlace; marked: boolean }) {
  return (
    <div
      {...place}
      class={`tag-row${row.action === 'keep' ? '' : ' changed'}${marked ? ' marked' : ''}`}
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

interface TagToolsProps<Which extends string> {
  search: string;
  onSearch: (search: string) => void;
  which: Which;
  choices: readonly (readonly [Which, string])[];
  onWhich: (which: Which) => void;
}

/** What is searched for in a table of attributes, and which of them are in it. */
export function TagTools<Which extends string>({ search, onSearch, which, choices, onWhich }: TagToolsProps<Which>) {
  return (
    <div class="tag-tools">
      <input
        class="field"
        type="search"
        placeholder="Name, tag or value"
        aria-label="Search attributes"
        value={search}
        onInput={(event) => onSearch(event.currentTarget.value)}
      />
      <select
        class="field"
        aria-label="Which attributes"
        value={which}
        onChange={(event) => onWhich(event.currentTarget.value as Which)}
      >
        {choices.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

interface TagTableProps {
  label: string;
  rows: readonly TagRow[];
  /** As of `Rows`. */
  list?: unknown;
  /** The paths of rows that stand out. */
  marked?: ReadonlySet<string>;
}

export function TagTable({ label, rows, list = rows, marked }: TagTableProps) {
  return (
    <Rows
      rows={rows}
      height={ROW}
      role="treegrid"
      label={label}
      list={list}
      render={(row, place, at) => <Row key={at} row={row} place={place} marked={marked?.has(row.path) ?? false} />}
    />
  );
}
