/** The letters at the edges of an image: which way the patient lies (PS3.3 C.7.6.1.1.1, C.7.6.2.1.1). Pure. */
import type { Space } from '../../engine/types';
import { say, type Plain } from '../../words';
import type { Placement } from './geometry';

/** In the letters of DICOM. */
interface Edges {
  left: string;
  top: string;
}

/** Towards higher and towards lower values of x, y and z in the patient. */
const LETTERS = [['L', 'R'], ['P', 'A'], ['H', 'F']] as const;
const OPPOSITE: Record<string, string> = { L: 'R', R: 'L', P: 'A', A: 'P', H: 'F', F: 'H' };
const SIDES: Record<string, Plain> = {
  L: 'side-left', R: 'side-right', P: 'side-posterior', A: 'side-anterior', H: 'side-head', F: 'side-feet',
};

/** Parts of a direction below this, 15 degrees, are not named. */
const LEAST = Math.sin((15 * Math.PI) / 180);

function named(direction: readonly number[]): string {
  return direction
    .map((part, axis) => ({ size: Math.abs(part), letter: LETTERS[axis]![part > 0 ? 0 : 1] }))
    .filter(({ size }) => size > LEAST)
    .sort((a, b) => b.size - a.size)
    .map(({ letter }) => letter)
    .join('');
}

/** What lies in the opposite direction; empty where that has no name, as in animals. */
function opposite(letters: string): string {
  const turned = [...letters].map((letter) => OPPOSITE[letter]);
  return turned.every((letter) => letter !== undefined) ? turned.join('') : '';
}

/** Null where the header does not tell. */
export function edgesOf({ axes, directions }: Space, { column, row }: Placement): Edges | null {
  const alongRow = axes ? named(axes.slice(0, 3)) : directions?.[0];
  const alongColumn = axes ? named(axes.slice(3)) : directions?.[1];
  if (!alongRow || !alongColumn) return null;
  const towards = (letters: string, positive: boolean) => (positive ? letters : opposite(letters));
  // Columns count along a row; after a quarter turn they go up or down the screen.
  return column.x !== 0
    ? { left: towards(alongRow, column.x < 0), top: towards(alongColumn, row.y < 0) }
    : { left: towards(alongColumn, row.x < 0), top: towards(alongRow, column.y < 0) };
}

/** The letters as people read them; the other codes, those of animals, as they are. */
export function sideWords(letters: string): string {
  const words = [...letters].map((letter) => SIDES[letter]);
  return words.every((word) => word !== undefined) ? words.map((word) => say(word)).join('') : letters;
}
