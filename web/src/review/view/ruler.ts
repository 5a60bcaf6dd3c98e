/** A scale beside the image: a round length, and where its marks are. Pure. */
import type { Space } from '../../engine/types';
import { say } from '../../words';
import { value } from '../../words/numbers';
import type { Placement } from './geometry';

export interface Ruler {
  /** In CSS pixels. */
  length: number;
  parts: number;
  words: string;
}

const LEAST = 40;
/** A round length, and into how many parts it is divided. */
const STEPS = [[5, 5], [2, 4], [1, 5]] as const;

function words(millimetres: number, plane: NonNullable<Space['spacing']>['plane']): string {
  const length =
    millimetres >= 10 ? say('ruler-cm', { length: value(millimetres / 10) }) : say('ruler-mm', { length: value(millimetres) });
  // There everything is larger than in the patient.
  return plane === 'detector' || plane === 'film' ? say(`ruler-${plane}`, { length }) : length;
}

/** The longest round length that stands upright in so much room; null where there is no scale. */
export function rulerOf({ spacing }: Space, { column, perColumn, perRow }: Placement, room: number): Ruler | null {
  if (!spacing) return null;
  const upright = column.x !== 0;
  const millimetre = upright ? perRow / spacing.down : perColumn / spacing.across;
  const most = room / millimetre;
  if (!(most > 0) || !Number.isFinite(most)) return null;
  const power = 10 ** Math.floor(Math.log10(most));
  const [round, parts] = STEPS.find(([step]) => step * power <= most)!;
  const length = round * power * millimetre;
  if (length < LEAST) return null;
  return { length, parts, words: words(round * power, spacing.plane) };
}
