import type { Plain } from '../../../words';

/** What mouse and fingers do on an image, for the help sheet. */
export const GESTURES: { name: string; how: Plain; does: Plain }[] = [
  { name: 'wheel', how: 'mouse-wheel', does: 'action-tool-scroll' },
  { name: 'wheel-zoom', how: 'mouse-wheel-zoom', does: 'action-tool-zoom' },
  { name: 'left', how: 'mouse-left', does: 'mouse-tool' },
  { name: 'middle', how: 'mouse-middle', does: 'action-tool-pan' },
  { name: 'right', how: 'mouse-right', does: 'action-tool-zoom' },
  { name: 'finger', how: 'mouse-finger', does: 'mouse-tool' },
  { name: 'pinch', how: 'mouse-pinch', does: 'mouse-zoom-and-pan' },
];
