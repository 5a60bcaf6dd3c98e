/** All frames of a series in one picture, in which text of any of them shows. */
import './sheet.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { markSeen } from '../../case/approve';
import type { Series } from '../../case/group';
import { IN_PROJECTION } from '../../case/seen';
import { marks, structure } from '../../case/store';
import { Button } from '../../shared/Button';
import { Icon } from '../../shared/Icon';
import { Progress } from '../../shared/Progress';
import { say } from '../../words';
import { keyWords } from '../actions/action';
import { move } from '../actions/navigate';
import { projection } from '../actions/sheet';
import { fullRange } from '../pixels/voi';
import { series } from '../state';
import { watched } from '../view/dwell';
import { FIT, place, seenWhole, toImage, type Placement, type Size } from '../view/geometry';
import { Stage } from '../view/stage';
import { Bar } from './Bar';
import { box, boxLeadsTo, forgetBox } from './box';
import { kind, KINDS, mode, type Kind } from './mode';
import { closelyWords } from './closely';
import { chosen, forgetProjection, keyOf, project, projected, shownGroup, stop, type Group, type Projected } from './projecting';
import { stretched } from './stretch';
import { uncovered } from './uncovered';

/** There is all of a series to be looked at. */
const LONG_ENOUGH = 1000;

function isSeen({ seen }: Group): boolean {
  return seen.has('maximum') && seen.has('minimum');
}

/** Bright text shows in one picture, dark text in the other: with both the frames were seen. */
function saw(group: Group, which: Kind): void {
  const now = projected.value;
  if (!now || now.state === 'running' || group.seen.has(which)) return;
  group.seen.add(which);
  if (isSeen(group)) markSeen(group.frames, IN_PROJECTION);
  projected.value = { ...now };
}

function words(now: Series, made: Projected, group: Group | null): string {
  const to = boxLeadsTo.value;
  if (to !== null) return say('projection-box', { number: String(to + 1) });
  if (made.failed) return say('projection-failed', { frames: made.failed });
  if (!group) return made.state === 'done' ? say('projection-none') : '';
  const closely = closelyWords(now);
  if (closely) return closely;
  if (isSeen(group)) return say('projection-seen', { frames: group.frames.length });
  return say('projection-how');
}

function sizeWords(group: Group): string {
  const { columns, rows } = group.accumulator;
  const size = { columns: String(columns), rows: String(rows), frames: group.frames.length };
  return say(isSeen(group) ? 'projection-size-seen' : 'projection-size', size);
}

function Kinds({ seen }: { seen: string }) {
  return (
    <div class="segments" role="group" aria-label={say('projection')}>
      {KINDS.map((each) => {
        const name = say(`projection-${each}`);
        const wasSeen = seen.includes(each) && each !== 'differences';
        return (
          <button
            key={each}
            type="button"
            aria-label={wasSeen ? say('projection-kind-seen', { kind: name }) : undefined}
            aria-pressed={kind.value === each}
            title={say('with-key', { label: say(`projection-${each}-tip`), key: keyWords(projection.keys[0]!) })}
            onClick={() => (kind.value = each)}
          >
            {name}
            {wasSeen && <Icon name="check" size={14} />}
          </button>
        );
      })}
    </div>
  );
}

/** Around what Enter leads to. */
function Box({ placement: { x, y, perColumn, perRow }, columns, rows }: { placement: Placement; columns: number; rows: number }) {
  const part = box.value;
  if (!part) return null;
  const style = {
    left: `${x + part.x * columns * perColumn}px`,
    top: `${y + part.y * rows * perRow}px`,
    width: `${part.width * columns * perColumn}px`,
    height: `${part.height * rows * perRow}px`,
  };
  return <span class="projection-box" style={style} />;
}

/** `frames` of it went in until now; `complete` is false while frames are still added: then a look at it does not count. */
function Picture({ group, frames, complete }: { group: Group; frames: number; complete: boolean }) {
  const port = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const { accumulator } = group;
  const which = kind.value;
  const image = { rows: accumulator.rows, columns: accumulator.columns, pixelAspect: group.pixelAspect };
  const placement = place(FIT, size, image);

  useEffect(() => {
    const element = port.current!;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    // The arrows are for it, unless somebody is at a control.
    if (document.activeElement === document.body) element.focus({ preventScroll: true });
    return () => {
      observer.disconnect();
      forgetBox();
    };
  }, []);
  useEffect(() => {
    if (size.width === 0) return;
    const frame = stretched(accumulator.picture(which));
    new Stage(canvas.current!).draw({ frame, voi: fullRange(frame), inverted: false }, placement, size, window.devicePixelRatio || 1);
  }, [group, frames, which, size]);
  useEffect(() => {
    if (!complete || !seenWhole(placement, size, image)) return;
    let timer: number;
    const begin = () => {
      clearTimeout(timer);
      if (!watched()) return;
      timer = window.setTimeout(() => {
        if (watched() && port.current && uncovered(port.current)) saw(group, which);
      }, LONG_ENOUGH);
    };
    begin();
    document.addEventListener('visibilitychange', begin);
    document.addEventListener('close', begin, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', begin);
      document.removeEventListener('close', begin, true);
    };
  }, [group, complete, which, size]);

  const toFrame = (event: MouseEvent) => {
    const box = port.current!.getBoundingClientRect();
    const { x, y } = toImage(placement, { x: event.clientX - box.left, y: event.clientY - box.top });
    if (x < 0 || y < 0 || x >= image.columns || y >= image.rows) return;
    move(group.frames[accumulator.frameAt(which, x / image.columns, y / image.rows)]!.at);
    mode.value = 'image';
  };
  return (
    <div class="projection-port" ref={port} role="application" tabIndex={0} aria-label={say('projection-port')} onClick={toFrame}>
      <canvas ref={canvas} role="img" aria-label={say(`projection-${which}-of`, { frames })} />
      {size.width > 0 && <Box placement={placement} columns={image.columns} rows={image.rows} />}
    </div>
  );
}

export function Projection() {
  void [structure.value, marks.value];
  const now = series.value!;
  const key = keyOf(now);
  useEffect(() => {
    if (projected.value?.key !== key) project(now);
  }, [key]);
  useEffect(
    () => () => {
      if (projected.value?.state === 'running') forgetProjection();
    },
    [],
  );
  const made = projected.value?.key === key ? projected.value : null;
  if (!made) return <div class="sheet" />;
  const group = shownGroup.value;
  const sizes = made.groups.length;
  return (
    <div class="sheet">
      <Bar title={say('projection-of', { frames: group?.frames.length ?? made.total })} words={made.state === 'running' ? '' : words(now, made, group)}>
        {sizes > 1 && (
          <select class="field" aria-label={say('projection-sizes')} value={chosen.value} onChange={(event) => (chosen.value = Number(event.currentTarget.value))}>
            {made.groups.map((each, at) => (
              <option key={at} value={at}>
                {sizeWords(each)}
              </option>
            ))}
          </select>
        )}
        <Kinds seen={group ? [...group.seen].join() : ''} />
      </Bar>
      <div class="projection">
        {group && <Picture group={group} frames={group.frames.length} complete={made.state !== 'running'} />}
        {made.state === 'running' && (
          <div class="projection-work">
            <Progress label={say('projection-done', { done: made.done, frames: made.total })} value={made.done / Math.max(1, made.total)} />
            <Button onClick={stop}>{say('cancel')}</Button>
          </div>
        )}
        {made.state === 'stopped' && (
          <div class="projection-work" role="status">
            <span>{say('projection-cancelled', { done: made.done, frames: made.total })}</span>
            <Button onClick={() => project(now)}>{say('projection-again')}</Button>
          </div>
        )}
      </div>
    </div>
  );
}
