/** Where the uncut image lies on the screen: shapes are drawn, and taken hold of, in its columns and rows. */
import { computed } from '@preact/signals';
import { viewport } from '../state';
import { place, toScreen, type Placement } from '../view/geometry';
import type { Bounds } from './areas';
import { here } from './edit';
import type { Rect } from './rect';

export interface OnScreen {
  placement: Placement;
  bounds: Bounds;
  /** What of the uncut image is shown. */
  part: Rect;
}

export const onScreen = computed<OnScreen | null>(() => {
  const { shown, shownOf, size, display, item } = viewport.value;
  const image = item.value?.instance?.image;
  if (!image || !here.value || size.value.width === 0) return null;
  const { rows, columns } = shown.value ?? image;
  const cut = place(display.value.view, size.value, { rows, columns, pixelAspect: image.pixelAspect });
  const { x, y } = shownOf.value?.corner ?? { x: 0, y: 0 };
  const { rows: height, columns: width } = here.value.subject;
  const part = { x, y, width: columns, height: rows };
  return { placement: { ...cut, ...toScreen(cut, { x: -x, y: -y }) }, bounds: { rows: height, columns: width }, part };
});
