/** What mouse and fingers do on an image, for the help sheet. */
export const GESTURES = [
  { name: 'wheel', how: 'Wheel', does: 'Scroll through the images' },
  { name: 'wheel-zoom', how: 'Ctrl and wheel', does: 'Zoom' },
  { name: 'left', how: 'Left button', does: 'What the tool does' },
  { name: 'middle', how: 'Middle button', does: 'Pan' },
  { name: 'right', how: 'Right button', does: 'Zoom' },
  { name: 'finger', how: 'One finger', does: 'What the tool does' },
  { name: 'pinch', how: 'Two fingers', does: 'Zoom and pan' },
] as const;
