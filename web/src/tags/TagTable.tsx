/** Attributes before and after, what was done and why, as a tree: the table of Review and of the preview in Rules. */
import './tags.css';
import { useMemo, useState } from 'preact/hooks';
import type { TagRow } from '../engine/types';
import { Icon } from '../shared/Icon';
import { Rows, type RowPlace } from '../shared/Rows';
import { say, type Plain } from '../words';
import { TOLD, type Comparison, type Spread } from './differs';
import { isPrivate } from './filter';
import { holds, inSight, treeOf, type TagNode } from './tree';

const STACKED = 66;
const ONE_LINE = 34;
const HEADS: readonly Plain[] = ['attribute', 'tag-before', 'tag-after', 'tag-action', 'tag-why'];

export function nameOf({ keyword, tag }: TagRow): string {
  if (isPrivate(tag)) return say('attribute-private');
  return keyword || say('attribute-unnamed');
}

/** "3 values" where those of several objects stand in one row; null where there is one. */
function several({ told, more }: Spread, side: 'before' | 'after'): string | null {
  const distinct = new Set(told.map((each) => each[side])).size;
  if (distinct < 2) return null;
  return more ? say('tag-values-more', { values: TOLD }) : say('tag-values', { values: distinct });
}

function Before({ row, spread }: { row: TagRow; spread: Spread | undefined }) {
  const values = spread && several(spread, 'before');
  if (values) return <span class="tag-none" title={values}>{values}</span>;
  if (!row.before) return <span class="tag-none">{say(row.before === null ? 'value-absent' : 'value-empty')}</span>;
  return row.action === 'keep' ? <span title={row.before}>{row.before}</span> : <s title={row.before}>{row.before}</s>;
}

function After({ row, spread }: { row: TagRow; spread: Spread | undefined }) {
  const values = spread && several(spread, 'after');
  if (values) return <span class="tag-none" title={values}>{values}</span>;
  if (!row.after) return <span class="tag-none">{say(row.action === 'remove' ? 'value-removed' : 'value-empty')}</span>;
  return (
    <span class="tag-after" title={row.after}>
      {row.after}
    </span>
  );
}

interface Shown {
  node: TagNode;
  row: TagRow | null;
  open: boolean | null;
}

interface RowProps {
  shown: Shown;
  place: RowPlace;
  marked: boolean;
  differs: boolean;
  /** Where the row stands for all objects of a series. */
  spread: Spread | undefined;
  wide: boolean;
  onToggle: () => void;
  onChoose: (() => void) | undefined;
}

function Opener({ open, onToggle }: { open: boolean | null; onToggle: () => void }) {
  return (
    <span
      class={`tag-opener${open ? ' open' : ''}`}
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation();
        if (open !== null) onToggle();
      }}
    >
      {open !== null && <Icon name="chevron-right" size={14} />}
    </span>
  );
}

function Row({ shown: { node, row, open }, place, marked, differs, spread, wide, onToggle, onChoose }: RowProps) {
  const shared = {
    ...place,
    'aria-level': node.level + 1,
    ...(open === null ? {} : { 'aria-expanded': open }),
    style: { ...place.style, '--level': Math.min(node.level, 10) },
  };
  const inside = open === false && node.changed > 0 && <span class="tag-inside">{say('tag-inside', { changes: node.changed })}</span>;
  if (!row) {
    return (
      <div {...shared} class="tag-row tag-item" onClick={onToggle}>
        <div role="gridcell" class="tag-attribute">
          <Opener open={open} onToggle={onToggle} />
          {say('tag-item', { item: String(node.item) })} {inside}
        </div>
      </div>
    );
  }
  return (
    <div
      {...shared}
      class={`tag-row${row.action === 'keep' ? ' kept' : ' changed'}${marked ? ' marked' : ''}`}
      onClick={open === null ? undefined : onToggle}
      onDblClick={onChoose}
    >
      <div role="gridcell" class="tag-attribute" title={`${nameOf(row)} ${row.path}`}>
        <Opener open={open} onToggle={onToggle} />
        <span class="tag-name">{nameOf(row)}</span>
        {differs && <span class="chip warn">{say('differs')}</span>}
        <span class="mono tag-tag">{row.tag}</span>
      </div>
      <div role="none" class="tag-values">
        <div role="gridcell" class="tag-before">
          {row.action === 'keep' && !wide ? <span class="hidden-text">{say('tag-same')}</span> : <Before row={row} spread={spread} />}
        </div>
        <span class="tag-arrow" aria-hidden="true">
          →
        </span>
        <div role="gridcell" class="tag-now">
          <After row={row} spread={spread} />
          {inside}
        </div>
      </div>
      <div role="none" class="tag-reason">
        <div role="gridcell" class="tag-action">
          {row.action}
        </div>
        <div role="gridcell" class="tag-why" title={row.why}>
          {row.why}
        </div>
      </div>
      {onChoose && (
        <span role="gridcell" class="tag-more">
          <button
            type="button"
            class="icon-button"
            tabIndex={-1}
            aria-label={say('tag-about', { attribute: nameOf(row), tag: row.tag })}
            title={say('tag-about-tip')}
            onClick={(event) => {
              event.stopPropagation();
              onChoose();
            }}
          >
            <Icon name="list-tree" size={16} />
          </button>
        </span>
      )}
    </div>
  );
}

function Heads({ more }: { more: boolean }) {
  return (
    <div role="row" aria-rowindex={1} class="tag-heads">
      {HEADS.map((head) => (
        <span key={head} role="columnheader">
          {say(head)}
        </span>
      ))}
      {more && (
        <span role="columnheader">
          <span class="hidden-text">{say('tag-more')}</span>
        </span>
      )}
    </div>
  );
}

interface TagTableProps {
  label: string;
  rows: readonly TagRow[];
  /** Sequences that are open by themselves. */
  open: ReadonlySet<string>;
  /** What makes one table another: with it all is open and closed as by itself, and the first row has the focus. */
  list: string;
  /** The paths of rows that stand out. */
  marked?: ReadonlySet<string>;
  /** What was found over the objects of a series; with `merged` a row stands for all of them. */
  comparison?: Comparison | null;
  merged?: boolean;
  /** In columns. */
  wide?: boolean;
  /** Enter, or the button of a row. */
  onChoose?: (row: TagRow) => void;
}

export function TagTable({ label, rows, open, list, marked, comparison, merged, wide = false, onChoose }: TagTableProps) {
  const [turned, setTurned] = useState<{ list: string; keys: ReadonlySet<string> }>({ list, keys: new Set() });
  const keys = turned.list === list ? turned.keys : new Set<string>();
  const nodes = useMemo(() => treeOf(rows), [rows]);
  const byPath = useMemo(() => new Map(nodes.map((node, at) => [node.key, at])), [nodes]);
  const isOpen = (node: TagNode) => (node.item > 0 || open.has(node.key)) !== keys.has(node.key);
  const shown = useMemo(
    () =>
      inSight(nodes, isOpen).map((at): Shown => {
        const node = nodes[at]!;
        return { node, row: node.row, open: holds(nodes, at) ? isOpen(node) : null };
      }),
    [nodes, open, keys],
  );
  const toggle = (node: TagNode) => {
    const next = new Set(keys);
    if (!next.delete(node.key)) next.add(node.key);
    setTurned({ list, keys: next });
  };
  /** As in every tree: right opens and goes in, left closes and goes out. Returns where the focus goes. */
  const onKey = (event: KeyboardEvent, at: number): number | void => {
    const here = shown[at];
    if (!here || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { node, row } = here;
    if (event.key === 'Enter' && row && onChoose) onChoose(row);
    else if ((event.key === 'Enter' || event.key === ' ') && here.open !== null) toggle(node);
    else if (event.key === 'ArrowRight') {
      if (here.open === false) toggle(node);
      else if (here.open) return goTo(event, at + 1);
    } else if (event.key === 'ArrowLeft') {
      if (here.open) toggle(node);
      else if (node.parent >= 0) return goTo(event, shown.findIndex((each) => byPath.get(each.node.key) === node.parent));
    } else return;
    event.preventDefault();
  };
  return (
    <Rows
      rows={shown}
      height={wide ? ONE_LINE : STACKED}
      role="treegrid"
      label={label}
      columns={HEADS.length + (onChoose ? 1 : 0)}
      head={<Heads more={onChoose !== undefined} />}
      list={list}
      onKey={onKey}
      render={(each, place, at) => (
        <Row
          key={at}
          shown={each}
          place={place}
          marked={marked?.has(each.node.key) ?? false}
          differs={comparison?.differs(each.node.key) ?? false}
          spread={merged && each.row ? comparison?.spreads.get(each.row.path) : undefined}
          wide={wide}
          onToggle={() => toggle(each.node)}
          onChoose={onChoose && each.row ? () => onChoose(each.row!) : undefined}
        />
      )}
    />
  );
}

function goTo(event: KeyboardEvent, at: number): number {
  event.preventDefault();
  return at;
}
