/** One attribute over the objects of a series: folded object by object, so that the memory does not grow with the series. Pure. */
import type { TagRow } from '../engine/types';

/** Distinct outcomes that are kept of an attribute: enough to see what it is that differs. */
export const TOLD = 5;
const MOST_ATTRIBUTES = 20_000;

export interface Told {
  readonly before: string | null;
  readonly after: string | null;
  readonly action: TagRow['action'];
  files: number;
}

export interface Spread {
  /** Of the first object that has it. */
  readonly row: TagRow;
  files: number;
  readonly told: Told[];
  /** More distinct ones than are kept. */
  more: boolean;
}

export class Comparison {
  files = 0;
  /** There were more attributes than fit. */
  cut = false;
  readonly spreads = new Map<string, Spread>();

  take(rows: readonly TagRow[]): void {
    this.files += 1;
    for (const row of rows) this.takeRow(row);
  }

  /** What differs between the objects: what is done, a value, or whether it stands there at all. */
  differs(path: string): boolean {
    const spread = this.spreads.get(path);
    return spread !== undefined && (spread.more || spread.told.length > 1 || spread.files < this.files);
  }

  /** The attributes of all objects, in the order of a file. */
  rows(): TagRow[] {
    const keyed = [...this.spreads.values()].map(({ row }) => ({ row, key: orderOf(row.path) }));
    return keyed.sort((one, other) => (one.key < other.key ? -1 : 1)).map(({ row }) => row);
  }

  private takeRow(row: TagRow): void {
    let spread = this.spreads.get(row.path);
    if (!spread) {
      if (this.spreads.size >= MOST_ATTRIBUTES) {
        this.cut = true;
        return;
      }
      this.spreads.set(row.path, (spread = { row, files: 0, told: [], more: false }));
    }
    spread.files += 1;
    const { before, after, action } = row;
    const known = spread.told.find((each) => each.before === before && each.after === after && each.action === action);
    if (known) known.files += 1;
    else if (spread.told.length < TOLD) spread.told.push({ before, after, action, files: 1 });
    else spread.more = true;
  }
}

/** Sorts as the file does: an item's number counts as a number. */
function orderOf(path: string): string {
  return path.replace(/\[(\d+)\]\./g, (_, number: string) => `[${number.padStart(8, '0')}.`);
}

/** So many of a list, evenly spread, the first and the last among them. */
export function evenly<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, at) => list[Math.round((at * (list.length - 1)) / (most - 1))]!);
}
