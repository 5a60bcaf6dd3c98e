/** A redaction or a crop while it is drawn, moved or resized. */
import type { Area } from '../../case/shapes';

export interface Draft {
  /** Null for a new one. */
  id: string | null;
  /** Null as long as a polygon has too few corners. */
  area: Area | null;
  crop: boolean;
  /** Those of a polygon that is not closed yet. */
  corners: readonly (readonly [x: number, y: number])[];
}
