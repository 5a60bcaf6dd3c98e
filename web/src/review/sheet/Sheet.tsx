/** The contact sheet: all images of a series at a glance. Only those in sight are in the document and decoded. */
import './sheet.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { markSeen, type SeenFrame } from '../../case/approve';
import type { Series } from '../../case/group';
import { ON_SHEET } from '../../case/seen';
import { item, marks, structure } from '../../case/store';
import { setUrgent } from '../../case/writer';
import { screenScale } from '../../shared/scale';
import { say } from '../../words';
import { move } from '../actions/navigate';
import { display, index, series } from '../state';
import { watched } from '../view/dwell';
import { Bar } from './Bar';
import { closelyWords } from './closely';
import { Glances } from './glances';
import { mode } from './mode';
import { side, SIZES } from './size';
import { Tile } from './Tile';
import { cornerOf, drawn, gridOf, inSight, isLegible, moved, scrolledTo } from './tiles';
import { uncovered } from './uncovered';

/** A screenful needs longer than one image. */
const LONG_ENOUGH = 600;

function legible(now: Series, at: number, tile: number): boolean {
  const image = item(now.stack[at]!.id)?.instance?.image;
  return !!image && isLegible(tile, image);
}

function words(now: Series, tile: number): string {
  const closely = closelyWords(now);
  if (closely && now.risk.closely >= now.stack.length) return closely;
  if (!now.stack.some((_, at) => legible(now, at, tile))) return say('sheet-too-small');
  return closely || say('sheet-counts');
}

function open(at: number): void {
  move(at);
  mode.value = 'image';
}

export function Sheet() {
  const port = useRef<HTMLDivElement>(null);
  const painted = useRef(new Map<number, SeenFrame>());
  const glances = useRef<Glances | null>(null);
  glances.current ??= new Glances(LONG_ENOUGH, watched, (frames) => markSeen(frames, ON_SHEET));
  const [view, setView] = useState({ top: 0, width: 0, height: 0 });
  void [structure.value, marks.value];
  const now = series.value!;
  const count = now.stack.length;
  const grid = gridOf(view.width, side.value * screenScale(), count);
  const at = index.value;

  const measure = () => {
    const { scrollTop: top, clientWidth: width, clientHeight: height } = port.current!;
    setView((old) => (old.top === top && old.width === width && old.height === height ? old : { top, width, height }));
  };
  /** Reckons anew what counts, from where things are now. */
  const look = () => {
    const element = port.current;
    if (!element) return;
    const { scrollTop, clientWidth, clientHeight } = element;
    const here = gridOf(clientWidth, side.value * screenScale(), count);
    const counts = [...painted.current].filter(([each]) => inSight(here, each, scrollTop, clientHeight) && legible(now, each, here.tile));
    glances.current!.look(uncovered(element) ? counts.map(([, frame]) => frame) : []);
  };
  const lookRef = useRef(look);
  lookRef.current = look;
  const onPaint = (each: number, frame: SeenFrame | null) => {
    if (frame) painted.current.set(each, frame);
    else painted.current.delete(each);
    lookRef.current();
  };

  useEffect(() => {
    const observer = new ResizeObserver(measure);
    observer.observe(port.current!);
    port.current!.focus({ preventScroll: true });
    const again = () => {
      glances.current!.interrupt();
      lookRef.current();
    };
    document.addEventListener('visibilitychange', again);
    document.addEventListener('close', again, true);
    return () => {
      observer.disconnect();
      glances.current!.interrupt();
      document.removeEventListener('visibilitychange', again);
      document.removeEventListener('close', again, true);
      setUrgent(null);
    };
  }, []);
  useEffect(() => {
    const element = port.current!;
    element.scrollTop = scrolledTo(grid, at, element.scrollTop, element.clientHeight);
    measure();
  }, [at, now.uid, grid.columns, grid.tile]);
  useEffect(() => setUrgent(now.stack[at]?.id ?? null), [now.uid, at]);
  useEffect(look, [view, side.value, now]);

  const keyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = Math.max(1, Math.floor(view.height / grid.down));
    const to = moved(event.key, at, grid.columns, rows, count);
    if (to !== null) move(to);
    else if (event.key === 'Enter') open(at);
    else if (event.key === 'Escape') mode.value = 'image';
    else return;
    event.preventDefault();
  };

  const [from, until] = drawn(grid, view.top, view.height, count);
  return (
    <div class="sheet">
      <Bar title={say('sheet-title', { images: count })} words={words(now, grid.tile)}>
        <select class="field" aria-label={say('sheet-size')} value={side.value} onChange={(event) => (side.value = Number(event.currentTarget.value))}>
          {SIZES.map(({ words: name, side: each }) => (
            <option key={each} value={each}>
              {say(name)}
            </option>
          ))}
        </select>
      </Bar>
      <div
        class="sheet-port"
        ref={port}
        role="listbox"
        tabIndex={0}
        aria-label={say('action-contact-sheet')}
        aria-activedescendant={`tile-${at}`}
        onScroll={() => {
          measure();
          look();
        }}
        onKeyDown={keyDown}
      >
        <div class="sheet-all" role="presentation" style={{ height: `${grid.height}px` }}>
          {view.width > 0 &&
            now.stack.slice(from, until).map(({ id, frame }, offset) => {
              const place = from + offset;
              return (
                <Tile
                  key={`${id}/${frame}`}
                  id={id}
                  frame={frame}
                  count={count}
                  at={place}
                  side={grid.tile}
                  here={place === at}
                  corner={cornerOf(grid, place)}
                  display={display.value}
                  onPaint={onPaint}
                  onOpen={open}
                />
              );
            })}
        </div>
      </div>
    </div>
  );
}
