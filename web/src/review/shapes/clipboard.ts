/** Redactions that were copied, to be put into other images and series of the case. Pure but for what it remembers. */
import { signal } from '@preact/signals';
import type { Area } from '../../case/shapes';
import type { Bounds } from './areas';
import { dragged, withRect } from './forms';

export const copied = signal<Area | null>(null);

const AWAY = 10;

function sameForm(a: Area, b: Area): boolean {
  return a.kind === b.kind && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height && a.outside === b.outside;
}

/**
 * At the same place; into a smaller image as far as it goes in, and a little aside where just the same stands there already.
 */
export function pasted(area: Area, there: readonly Area[], bounds: Bounds): Area {
  const width = Math.min(area.width, bounds.columns);
  const height = Math.min(area.height, bounds.rows);
  let found = width < area.width || height < area.height ? withRect(area, { x: area.x, y: area.y, width, height }) : area;
  found = dragged(found, 'body', 0, 0, bounds);
  for (let tries = 0; tries < 20 && there.some((other) => sameForm(other, found)); tries += 1) {
    found = dragged(found, 'body', AWAY, AWAY, bounds);
  }
  return found;
}
