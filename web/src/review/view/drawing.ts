/** Draws a viewport whenever something of it changes, and tells which frame stands on the screen as a whole. */
import { effect } from '@preact/signals';
import { isStale } from '../../case/model';
import { cached, wantOf } from '../frames';
import { isCovered } from '../annotations/state';
import { magnifying, viewport as inUse } from '../state';
import type { Dwell } from './dwell';
import { imageBox, place, seenWhole, type ImageSize, type Placement } from './geometry';
import { Stage } from './stage';
import type { Viewport } from './viewport';

/** The size of what is drawn; a frame knows its own best. */
export function measured(viewport: Viewport): ImageSize | null {
  const frame = viewport.shown.value;
  const image = viewport.item.value?.instance?.image;
  return frame && image ? { rows: frame.rows, columns: frame.columns, pixelAspect: image.pixelAspect } : null;
}

/** False where part of an image lies outside of its viewport, or where it is too small to be read. */
export function isWhole(viewport: Viewport): boolean {
  const measure = measured(viewport);
  if (!measure || viewport.size.value.width === 0) return true;
  return seenWhole(place(viewport.display.value.view, viewport.size.value, measure), viewport.size.value, measure);
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

export function followDrawing(viewport: Viewport, port: HTMLElement, canvas: HTMLCanvasElement, dwell: Dwell): () => void {
  const stage = new Stage(canvas);
  let request = 0;
  const draw = () => {
    request = 0;
    const size = viewport.size.value;
    const item = viewport.item.value;
    const frame = viewport.shown.value;
    const measure = measured(viewport);
    const ratio = window.devicePixelRatio || 1;
    if (!item || !frame || !measure) {
      stage.clear(size, ratio);
      dwell.painted(null);
      return;
    }
    const { voi, inverted, view } = viewport.display.value;
    const placement = place(view, size, measure);
    stage.draw({ frame, voi: voi(frame), inverted }, placement, size, ratio);
    const pointer = magnifying.value ? viewport.pointer.value : null;
    if (pointer) stage.magnify(placement, pointer, ratio);
    const want = wantOf(item, viewport.place.value!.frame);
    const { candidate } = item;
    const counts =
      candidate?.digest && !isStale(item) && !item.leftOut && want !== null && !pointer &&
      !(viewport === inUse.value && isCovered.value) &&
      cached(want.key) === frame && seenWhole(placement, size, measure) && uncovered(port, placement, measure);
    dwell.painted(counts ? { id: item.id, serial: candidate.serial, frame: viewport.place.value!.frame } : null);
  };
  const later = () => {
    request ||= requestAnimationFrame(draw);
  };
  const onVisibility = () => {
    dwell.interrupt();
    later();
  };
  document.addEventListener('visibilitychange', onVisibility);
  // A dialog or a menu that was closed uncovers the image.
  document.addEventListener('close', onVisibility, true);
  document.addEventListener('toggle', onVisibility, true);
  const stop = effect(() => {
    const { shown, display, item, place: shownPlace, size, pointer } = viewport;
    void [shown.value, display.value, item.value, shownPlace.value, size.value, magnifying.value && pointer.value, isCovered.value];
    later();
  });
  return () => {
    stop();
    cancelAnimationFrame(request);
    document.removeEventListener('visibilitychange', onVisibility);
    document.removeEventListener('close', onVisibility, true);
    document.removeEventListener('toggle', onVisibility, true);
    dwell.interrupt();
  };
}
