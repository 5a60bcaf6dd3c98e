/** From mouse events on the viewport to gestures and scrolling. */
import { move } from '../actions/navigate';
import { cannotRedact } from '../shapes/edit';
import { index, shownItem, tool, type Tool } from '../state';
import { display } from '../state';
import { place, type Point, type Size } from './geometry';
import type { Gesture, Start } from './gestures/gesture';
import { panGesture } from './gestures/pan';
import { redactGesture } from './gestures/redact';
import { windowGesture } from './gestures/window';
import { zoomGesture } from './gestures/zoom';

const BY_TOOL: Record<Tool, (start: Start) => Gesture | null> = {
  window: windowGesture,
  pan: panGesture,
  zoom: zoomGesture,
  redact: (start) => (cannotRedact.value === null ? redactGesture(start) : null),
};

/** Distance of the wheel that makes one step: a notch of a mouse, a finger's breadth of a pad. */
const NOTCH = 40;

export class Pointer {
  private gesture: Gesture | null = null;
  private rolled = 0;

  constructor(
    private readonly element: HTMLElement,
    private readonly size: () => Size,
  ) {
    element.addEventListener('pointerdown', this.down);
    element.addEventListener('pointermove', this.drag);
    element.addEventListener('pointerup', this.up);
    element.addEventListener('pointercancel', () => this.cancel());
    element.addEventListener('contextmenu', (event) => event.preventDefault());
    element.addEventListener('wheel', this.wheel, { passive: false });
    // Before the shortcuts hear of Esc: it only ends the drag that is going on.
    window.addEventListener('keydown', this.escape, true);
  }

  close(): void {
    this.cancel();
    window.removeEventListener('keydown', this.escape, true);
  }

  private at(event: MouseEvent): Point {
    const box = this.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private readonly down = (event: PointerEvent): void => {
    const image = shownItem.value?.instance?.image;
    if (!image || this.gesture) return;
    if (event.button === 1) event.preventDefault();
    const start = {
      point: this.at(event),
      placement: place(display.value.view, this.size(), image),
      viewport: this.size(),
      image,
    };
    const make = event.button === 2 ? zoomGesture : event.button === 1 ? panGesture : BY_TOOL[tool.value];
    this.gesture = make(start);
    if (this.gesture) this.element.setPointerCapture(event.pointerId);
  };

  private readonly drag = (event: PointerEvent): void => this.gesture?.move(this.at(event));

  private readonly up = (): void => {
    this.gesture?.end();
    this.gesture = null;
  };

  private cancel(): void {
    this.gesture?.cancel();
    this.gesture = null;
  }

  private readonly escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.gesture) return;
    event.preventDefault();
    this.cancel();
  };

  private readonly wheel = (event: WheelEvent): void => {
    event.preventDefault();
    if (event.ctrlKey) return;
    this.rolled += event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * NOTCH;
    const steps = Math.trunc(this.rolled / NOTCH);
    if (!steps) return;
    // A notch of a mouse comes as 100 or 120 pixels and is still one image.
    const notch = Math.abs(event.deltaY) >= 100 || event.deltaMode !== WheelEvent.DOM_DELTA_PIXEL;
    this.rolled = notch ? 0 : this.rolled - steps * NOTCH;
    move(index.value + (notch ? Math.sign(steps) : steps));
  };
}
