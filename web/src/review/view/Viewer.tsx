/**
 * The image as it will leave, with the redactions over it.
 *
 * Nothing else is drawn over the image: text of ours could hide text that is burned in.
 */
import './viewer.css';
import { effect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { markSeen } from '../../case/approve';
import { isStale, unshowable } from '../../case/model';
import { setUrgent } from '../../case/writer';
import { Button } from '../../shared/Button';
import { Icon } from '../../shared/Icon';
import { arrivals, cached, prefetch, tryAgain, wantOf } from '../frames';
import { ShapeLayer } from '../shapes/ShapeLayer';
import { choose, display, index, inPlace, place as shownPlace, series, shown, shownItem, tool } from '../state';
import { Dwell } from './dwell';
import { imageBox, place, seenWhole, type ImageSize, type Placement, type Size } from './geometry';
import { Pointer } from './pointer';
import { Stage } from './stage';
import { around } from './wanted';
import { Rewriting } from './Rewriting';

/** Asks for the shown frame and its neighbours, and puts it into `shown` when it is there. */
function followFrames(): () => void {
  let last = 0;
  let lastSeries = '';
  return effect(() => {
    void arrivals.value;
    const now = series.value;
    const at = index.value;
    const item = shownItem.value;
    if (!now || !item) {
      shown.value = null;
      return;
    }
    setUrgent(item.id);
    choose(now.uid);
    const direction = at < last && lastSeries === now.uid ? -1 : 1;
    last = at;
    const want = wantOf(item, shownPlace.value!.frame);
    prefetch(around(now, at, direction));
    const frame = want && cached(want.key);
    // Until the next image of a series is there the last one stays, so that scrolling does not flicker.
    inPlace.value = frame !== null || !want;
    if (frame) shown.value = frame;
    else if (!want || lastSeries !== now.uid || unshowable(item) !== null) shown.value = null;
    lastSeries = now.uid;
  });
}

/** False while a corner of the image lies outside of the window or under something else. */
function uncovered(port: HTMLElement, placement: Placement, image: ImageSize): boolean {
  const box = port.getBoundingClientRect();
  const shown = imageBox(placement, image);
  return [0.01, 0.99].every((across) =>
    [0.01, 0.99].every((down) => {
      const x = box.left + shown.x + shown.width * across;
      const y = box.top + shown.y + shown.height * down;
      return port.contains(document.elementFromPoint(x, y));
    }),
  );
}

function followDrawing(stage: Stage, port: HTMLElement, size: () => Size, dwell: Dwell): () => void {
  let request = 0;
  const draw = () => {
    request = 0;
    const item = shownItem.value;
    const frame = shown.value;
    const ratio = window.devicePixelRatio || 1;
    const image = item?.instance?.image;
    if (!item || !frame || !image) {
      stage.clear(size(), ratio);
      dwell.painted(null);
      return;
    }
    const { voi, inverted, view } = display.value;
    const measure = { rows: frame.rows, columns: frame.columns, pixelAspect: image.pixelAspect };
    const placement = place(view, size(), measure);
    stage.draw({ frame, voi: voi(frame), inverted }, placement, size(), ratio);
    const want = wantOf(item, shownPlace.value!.frame);
    const candidate = item.candidate;
    const counts =
      candidate?.digest && !isStale(item) && !item.leftOut && want !== null &&
      cached(want.key) === frame && seenWhole(placement, size(), measure) && uncovered(port, placement, measure);
    dwell.painted(counts ? { id: item.id, serial: candidate.serial, frame: shownPlace.value!.frame } : null);
  };
  const later = () => {
    request ||= requestAnimationFrame(draw);
  };
  const onVisibility = () => {
    dwell.interrupt();
    later();
  };
  document.addEventListener('visibilitychange', onVisibility);
  // A dialog that was closed uncovers the image.
  document.addEventListener('close', onVisibility, true);
  const stop = effect(() => {
    void [shown.value, display.value, shownItem.value, shownPlace.value];
    later();
  });
  return () => {
    stop();
    cancelAnimationFrame(request);
    document.removeEventListener('visibilitychange', onVisibility);
    document.removeEventListener('close', onVisibility, true);
    dwell.interrupt();
  };
}

/** What stands in the place of an image. */
function Placeholder() {
  const item = shownItem.value;
  if (!item?.instance) return null;
  const sentence = unshowable(item);
  if (sentence === null && item.instance.image) return null;
  return (
    <div class="placeholder">
      <Icon name="image-off" size={40} />
      {sentence === null ? (
        <>
          <h3>An object without an image</h3>
          <p>
            It holds data of the class <span class="mono">{item.instance.sopClass}</span>. Look at what remains of it under Tags;
            it leaves with its series.
          </p>
        </>
      ) : (
        <>
          <h3>This image cannot be shown</h3>
          <p>{sentence}</p>
          <p>What nobody can look at cannot be approved. Leave this image out, or try again.</p>
          {item.cannotShow !== null && <Button onClick={() => tryAgain(item)}>Try again</Button>}
        </>
      )}
    </div>
  );
}

export function Viewer() {
  const port = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const measured = useRef(size);

  useEffect(() => {
    const element = port.current!;
    const dwell = new Dwell(({ id, serial, frame }) => markSeen(id, serial, frame));
    const stage = new Stage(canvas.current!);
    const pointer = new Pointer(element, () => measured.current);
    const stopFrames = followFrames();
    let stopDrawing = () => {};
    const observer = new ResizeObserver(() => {
      measured.current = { width: element.clientWidth, height: element.clientHeight };
      setSize(measured.current);
      stopDrawing();
      stopDrawing = followDrawing(stage, element, () => measured.current, dwell);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      stopDrawing();
      stopFrames();
      pointer.close();
      setUrgent(null);
    };
  }, []);

  return (
    <div class={`viewport tool-${tool.value}${shownItem.value?.leftOut ? ' left-out' : ''}`} ref={port}>
      <canvas ref={canvas} role="img" aria-label={`Image ${index.value + 1} of ${series.value?.stack.length ?? 0}`} />
      <ShapeLayer size={size} />
      <Placeholder />
      <Rewriting />
    </div>
  );
}
