/** From mouse, pen and fingers on a viewport to gestures and scrolling. */
import { move } from '../actions/navigate';
import { annotateGesture } from '../annotations/gesture';
import { cannotCrop, cannotRedact } from '../shapes/edit';
import { activate, index, magnifying, tool, type Tool } from '../state';
import { place, zoomAt, type Point } from './geometry';
import type { Gesture, Start } from './gestures/gesture';
import { panGesture } from './gestures/pan';
import { pinchGesture } from './gestures/pinch';
import { redactGesture } from './gestures/redact';
import { scrollGesture } from './gestures/scroll';
import { windowGesture } from './gestures/window';
import { zoomGesture } from './gestures/zoom';
import type { Viewport } from './viewport';

const BY_TOOL: Record<Tool, (start: Start) => Gesture | null> = {
  window: windowGesture,
  scroll: scrollGesture,
  pan: panGesture,
  zoom: zoomGesture,
  redact: (start) => (cannotRedact.value === null ? redactGesture(start) : null),
  crop: (start) => (cannotCrop.value === null ? redactGesture(start) : null),
  annotate: annotateGesture,
};

/** Distance of the wheel that makes one step: a notch of a mouse, a finger's breadth of a pad. */
const NOTCH = 40;

export class Pointer {
  private gesture: Gesture | null = null;
  private pinch: ReturnType<typeof pinchGesture> | null = null;
  /** Fingers, and whatever else is down, in the order in which they came. */
  private readonly down = new Map<number, Point>();
  private rolled = 0;
  private readonly listening = new AbortController();

  constructor(
    private readonly element: HTMLElement,
    private readonly viewport: Viewport,
  ) {
    const { signal } = this.listening;
    element.addEventListener('pointerdown', this.press, { signal });
    element.addEventListener('pointermove', this.drag, { signal });
    element.addEventListener('pointerup', this.up, { signal });
    element.addEventListener('pointercancel', this.up, { signal });
    element.addEventListener('pointerleave', this.leave, { signal });
    element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
    element.addEventListener('wheel', this.wheel, { signal, passive: false });
    // Before the shortcuts hear of Esc: it only ends the drag that is going on.
    window.addEventListener('keydown', this.escape, { signal, capture: true });
  }

  close(): void {
    this.cancel();
    this.listening.abort();
  }

  private at(event: MouseEvent): Point {
    const box = this.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private readonly press = (event: PointerEvent): void => {
    activate(this.viewport);
    const point = this.at(event);
    this.viewport.pointer.value = point;
    const image = this.viewport.item.value?.instance?.image;
    if (!image) return;
    if (event.button === 1) event.preventDefault();
    this.down.set(event.pointerId, point);
    const viewport = this.viewport.size.value;
    const start = { point, placement: place(this.viewport.display.value.view, viewport, image), viewport, image };
    if (this.down.size === 2 && event.pointerType === 'touch') {
      // The second finger: what the first one began was not meant.
      this.gesture?.cancel();
      this.gesture = null;
      this.pinch = pinchGesture(start, [...this.down.values()]);
    } else if (this.gesture || this.pinch || (magnifying.value && event.pointerType === 'touch')) {
      // Under a finger the magnifier goes along, and nothing else.
      return;
    } else {
      const make = event.button === 2 ? zoomGesture : event.button === 1 ? panGesture : BY_TOOL[tool.value];
      this.gesture = make(start);
    }
    if (this.gesture || this.pinch) this.element.setPointerCapture(event.pointerId);
  };

  private readonly drag = (event: PointerEvent): void => {
    const point = this.at(event);
    this.viewport.pointer.value = point;
    if (this.down.has(event.pointerId)) this.down.set(event.pointerId, point);
    if (this.pinch) this.pinch.move([...this.down.values()]);
    else this.gesture?.move(point);
  };

  private readonly up = (event: PointerEvent): void => {
    this.down.delete(event.pointerId);
    if (event.type === 'pointercancel') return this.cancel();
    this.gesture?.end();
    this.gesture = null;
    // The finger that is left does nothing until it is lifted too.
    if (this.down.size === 0) this.pinch = null;
    if (event.pointerType === 'touch') this.leave();
  };

  private readonly leave = (): void => {
    this.viewport.pointer.value = null;
  };

  private cancel(): void {
    this.gesture?.cancel();
    this.gesture = null;
    this.pinch = null;
    this.down.clear();
  }

  private readonly escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.gesture) return;
    event.preventDefault();
    this.cancel();
  };

  private readonly wheel = (event: WheelEvent): void => {
    event.preventDefault();
    activate(this.viewport);
    if (event.ctrlKey) return this.zoomBy(event);
    this.rolled += event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * NOTCH;
    const steps = Math.trunc(this.rolled / NOTCH);
    if (!steps) return;
    // A notch of a mouse comes as 100 or 120 pixels and is still one image.
    const notch = Math.abs(event.deltaY) >= 100 || event.deltaMode !== WheelEvent.DOM_DELTA_PIXEL;
    this.rolled = notch ? 0 : this.rolled - steps * NOTCH;
    move(index.value + (notch ? Math.sign(steps) : steps));
  };

  /** Ctrl and the wheel; two fingers on a pad arrive as the same. */
  private zoomBy(event: WheelEvent): void {
    const image = this.viewport.item.value?.instance?.image;
    if (!image) return;
    const { display, size } = this.viewport;
    const notch = Math.max(-50, Math.min(50, event.deltaY));
    this.viewport.setDisplay({ view: zoomAt(display.value.view, size.value, image, this.at(event), Math.exp(-notch / 200)) });
  }
}
