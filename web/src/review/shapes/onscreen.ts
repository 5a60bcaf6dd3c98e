/** Where the uncut image lies on the screen: shapes are drawn, and taken hold of, in its columns and rows. */
import { computed } from '@preact/signals';
import { subjectOf } from '../../case/wanted';
import { viewport } from '../state';
import { place, toScreen, type Placement } from '../view/geometry';
import type { Viewport } from '../view/viewport';
import type { Bounds } from './areas';
import type { Rect } from './rect';

export interface OnScreen {
  placement: Placement;
  bounds: Bounds;
  /** What of the uncut image is shown. */
  part: Rect;
}

/** Null where there is no image, or no room for it. */
export function onScreenIn({ shown, shownOf, size, display, item }: Viewport): OnScreen | null {
  const image = item.value?.instance?.image;
  const subject = item.value && subjectOf(item.value);
  if (!image || !subject || size.value.width === 0) return null;
  const { rows, columns } = shown.value ?? image;
  const cut = place(display.value.view, size.value, { rows, columns, pixelAspect: image.pixelAspect });
  const { x, y } = shownOf.value?.corner ?? { x: 0, y: 0 };
  const { rows: height, columns: width } = subject;
  const part = { x, y, width: columns, height: rows };
  return { placement: { ...cut, ...toScreen(cut, { x: -x, y: -y }) }, bounds: { rows: height, columns: width }, part };
}

/** In the viewport in use. */
export const onScreen = computed(() => onScreenIn(viewport.value));
