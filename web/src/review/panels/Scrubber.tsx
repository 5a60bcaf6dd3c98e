/** The whole series as one line, which fills with what was seen. */
import { useEffect, useRef } from 'preact/hooks';
import { item, marks } from '../../case/store';
import type { Series } from '../../case/group';
import { IconButton } from '../../shared/Button';
import { title } from '../actions/action';
import { cine, move, RATES } from '../actions/navigate';
import { go, index, inPlace, playing, rate, series, status } from '../state';
import { BY_ITSELF, IN_PROJECTION, isEnough, ON_SHEET, OPEN } from '../../case/seen';
import { say } from '../../words';
import { lookedWords } from './looked';
import { runs } from './runs';

/** Beside the states of `seen.ts`: what does not leave, and what was only seen in an overview that is not enough. */
const OUT = 4;
const GLIMPSED = 5;

const CLASSES: Record<number, string> = {
  [OPEN]: 'run-open',
  [BY_ITSELF]: 'run-seen',
  [ON_SHEET]: 'run-sheet',
  [IN_PROJECTION]: 'run-projection',
  [OUT]: 'run-out',
  [GLIMPSED]: 'run-open',
};

function stateOf(series: Series): number[] {
  return series.stack.map(({ id, frame }) => {
    const each = item(id);
    if (!each || each.leftOut) return OUT;
    if (!each.instance?.image) return BY_ITSELF;
    const how = each.seen[frame] ?? OPEN;
    return how === OPEN || isEnough(each, how) ? how : GLIMPSED;
  });
}

/** Steps on when the shown frame is there, so that no frame is jumped over. */
function useCine(): void {
  const last = useRef(0);
  useEffect(() => {
    if (!playing.value) return;
    let request = 0;
    const tick = (now: number) => {
      request = requestAnimationFrame(tick);
      const length = series.value?.stack.length ?? 0;
      if (now - last.current < 1000 / rate.value || !inPlace.value || length < 2) return;
      last.current = now;
      go((index.value + 1) % length);
    };
    request = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(request);
  }, [playing.value]);
}

function Track({ series: now }: { series: Series }) {
  void marks.value;
  const length = now.stack.length;
  const at = index.value;
  const all = runs(stateOf(now));
  // Yellow is for what still needs somebody.
  const settled = ['approved', 'waived', 'left out'].includes(status.value?.state ?? '');
  const open = settled ? [] : all.filter(({ state }) => state === OPEN || state === GLIMPSED);
  const toIndex = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    move(Math.floor(((event.clientX - box.left) / box.width) * length));
  };
  return (
    <div
      class="track"
      role="slider"
      tabIndex={0}
      aria-label={say('scrubber-image')}
      aria-valuemin={1}
      aria-valuemax={length}
      aria-valuenow={at + 1}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        toIndex(event);
      }}
      onPointerMove={(event) => event.buttons === 1 && toIndex(event)}
    >
      <svg viewBox={`0 0 ${length} 1`} preserveAspectRatio="none" aria-hidden="true">
        {all.map(({ state, from, to }) => (
          <rect
            key={from}
            x={from}
            width={to - from}
            y="0"
            height="1"
            class={CLASSES[state]}
          />
        ))}
      </svg>
      <svg class="track-line" viewBox={`0 0 ${length} 1`} preserveAspectRatio="none" aria-hidden="true">
        {open.map(({ from, to }) => (
          <rect key={from} x={from} width={to - from} y="0" height="1" />
        ))}
      </svg>
      <span class="track-here" style={{ left: `${((at + 0.5) / length) * 100}%` }} />
    </div>
  );
}

export function Scrubber() {
  useCine();
  const now = series.value;
  const state = status.value;
  if (!now || !state) return null;
  return (
    <div class="scrubber">
      <IconButton
        icon={playing.value ? 'pause' : 'play'}
        label={playing.value ? say('cine-stop') : say(cine.label)}
        title={title(cine)}
        disabled={!cine.enabled!()}
        onClick={cine.run}
      />
      <select
        class="field rate"
        aria-label={say('scrubber-rate')}
        title={say('scrubber-rate-tip')}
        value={rate.value}
        onChange={(event) => {
          rate.value = Number(event.currentTarget.value);
        }}
      >
        {RATES.map((each) => (
          <option key={each} value={each}>
            {say('scrubber-per-second', { frames: each })}
          </option>
        ))}
      </select>
      <Track series={now} />
      <span class="scrubber-words" aria-live="polite" title={lookedWords(now)}>
        {state.frames > 0 ? say('scrubber-seen', { seen: state.seen, total: state.frames }) : say('no-image')}
      </span>
    </div>
  );
}
