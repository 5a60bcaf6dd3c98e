/** A long table of rows that are equally high. Only those in sight are in the document; one of them has the focus, and arrows move it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

const MARGIN = 6;

/** What each row spreads over its own element. */
export interface RowPlace {
  role: 'row';
  'aria-rowindex': number;
  'data-row': number;
  tabIndex: 0 | -1;
  onFocus: () => void;
  style: { position: 'absolute'; top: string; right: number; left: number; height: string };
}

interface RowsProps<T> {
  rows: readonly T[];
  /** Pixels. */
  height: number;
  role: 'grid' | 'treegrid';
  label: string;
  columns?: number;
  /** The row of column headers, which stays where it is. */
  head?: ComponentChildren;
  /** What makes one list another: with it the first row has the focus again. Without it every new array does. */
  list?: unknown;
  render: (row: T, place: RowPlace, at: number) => ComponentChildren;
  onFocus?: (at: number) => void;
  /** Returns the row that has the focus then, where it goes to another. */
  onKey?: (event: KeyboardEvent, at: number) => number | void;
}

export function Rows<T>({ rows, height, role, label, columns, head, list = rows, render, onFocus, onKey }: RowsProps<T>) {
  const element = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const [chosen, setFocus] = useState(0);
  const focus = Math.max(0, Math.min(chosen, rows.length - 1));
  const headers = head ? 1 : 0;
  const measure = () => {
    if (element.current) setView({ top: element.current.scrollTop, height: element.current.clientHeight });
  };
  // At once: a key that is pressed before the next frame would be undone.
  useLayoutEffect(() => {
    element.current?.scrollTo(0, 0);
    setFocus(0);
    measure();
  }, [list]);
  useEffect(() => {
    const observer = new ResizeObserver(measure);
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);

  const focusOn = (at: number) => {
    setFocus(at);
    onFocus?.(at);
  };
  const moveTo = (at: number) => {
    const to = Math.min(rows.length - 1, Math.max(0, at));
    const box = element.current!;
    const above = box.querySelector<HTMLElement>('[data-head]')?.offsetHeight ?? 0;
    const room = box.clientHeight - above;
    if (to * height < box.scrollTop) box.scrollTop = to * height;
    if ((to + 1) * height > box.scrollTop + room) box.scrollTop = (to + 1) * height - room;
    focusOn(to);
    measure();
    requestAnimationFrame(() => box.querySelector<HTMLElement>(`[data-row="${to}"]`)?.focus());
  };
  const keyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(view.height / height) - 1);
    const to: Record<string, number> = {
      ArrowDown: focus + 1,
      ArrowUp: focus - 1,
      PageDown: focus + page,
      PageUp: focus - page,
      Home: 0,
      End: rows.length - 1,
    };
    const target = to[event.key];
    if (target === undefined) {
      const other = onKey?.(event, focus);
      if (typeof other === 'number') moveTo(other);
      return;
    }
    event.preventDefault();
    moveTo(target);
  };

  const first = Math.max(0, Math.floor(view.top / height) - MARGIN);
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / height) + MARGIN);
  const shown = rows.slice(first, last).map((row, offset) => ({ row, at: first + offset }));
  const focused = rows[focus];
  // What has the focus must not vanish with the scrolling.
  if (focused !== undefined && (focus < first || focus >= last)) shown.push({ row: focused, at: focus });
  return (
    <div
      class="rows"
      role={role}
      aria-label={label}
      aria-rowcount={rows.length + headers}
      aria-colcount={columns}
      ref={element}
      onScroll={measure}
      onKeyDown={keyDown}
    >
      {head && (
        <div role="rowgroup" data-head class="rows-head">
          {head}
        </div>
      )}
      <div role="rowgroup" style={{ position: 'relative', height: `${rows.length * height}px` }}>
        {shown.map(({ row, at }) =>
          render(
            row,
            {
              role: 'row',
              'aria-rowindex': at + 1 + headers,
              'data-row': at,
              tabIndex: at === focus ? 0 : -1,
              onFocus: () => focusOn(at),
              style: { position: 'absolute', top: `${at * height}px`, right: 0, left: 0, height: `${height}px` },
            },
            at,
          ),
        )}
      </div>
    </div>
  );
}
