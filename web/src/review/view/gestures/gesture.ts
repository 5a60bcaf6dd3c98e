/** A drag of the mouse from press to release. One kind in each file of this folder. */
import type { ImageSize, Placement, Point, Size } from '../geometry';

/** How things stood when the button went down. Points are in CSS pixels of the viewport. */
export interface Start {
  point: Point;
  placement: Placement;
  viewport: Size;
  image: ImageSize;
}

export interface Gesture {
  move(point: Point): void;
  end(): void;
  cancel(): void;
}
