/** The attributes of an object as a tree: sequences hold items, items hold attributes. Pure. */
import type { TagRow } from '../engine/types';

export interface TagNode {
  /** The path of an attribute, "(0040,0275)"; of an item "(0040,0275)[1]". */
  readonly key: string;
  /** Null for an item. */
  readonly row: TagRow | null;
  /** From 1; 0 for an attribute. */
  readonly item: number;
  /** From 0. */
  readonly level: number;
  /** Place in the list, -1 at the root. */
  readonly parent: number;
  /** Place behind the last one inside. */
  end: number;
  /** Attributes inside that do not stay as they are. */
  changed: number;
}

/** "(0040,0275)[1]" of "(0040,0275)[1].(0008,1110)"; empty at the root. */
export function aroundOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('].') + 1));
}

const ITEM = /^(.*)\[(\d+)\]$/;

/** Rows stand in the order of the file, with a sequence before what it holds. */
export function treeOf(rows: readonly TagRow[]): TagNode[] {
  const nodes: TagNode[] = [];
  const places = new Map<string, number>();
  const push = (key: string, row: TagRow | null, item: number, around: string) => {
    const parent = places.get(around) ?? -1;
    places.set(key, nodes.length);
    nodes.push({ key, row, item, level: parent < 0 ? 0 : nodes[parent]!.level + 1, parent, end: nodes.length + 1, changed: 0 });
  };
  for (const row of rows) {
    const around = aroundOf(row.path);
    if (around && !places.has(around)) {
      const [, sequence, number] = ITEM.exec(around)!;
      push(around, null, Number(number), sequence!);
    }
    push(row.path, row, 0, around);
  }
  for (let at = nodes.length - 1; at >= 0; at -= 1) {
    const { parent, end, changed, row } = nodes[at]!;
    if (parent < 0) continue;
    const above = nodes[parent]!;
    above.end = Math.max(above.end, end);
    above.changed += changed + (row && row.action !== 'keep' ? 1 : 0);
  }
  return nodes;
}

/** True where something stands inside. */
export function holds(nodes: readonly TagNode[], at: number): boolean {
  return nodes[at]!.end > at + 1;
}

/** The places of what is in sight: nothing inside of what is closed. */
export function inSight(nodes: readonly TagNode[], isOpen: (node: TagNode) => boolean): number[] {
  const places: number[] = [];
  for (let at = 0; at < nodes.length; at = isOpen(nodes[at]!) ? at + 1 : nodes[at]!.end) places.push(at);
  return places;
}
