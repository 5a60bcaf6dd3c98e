/**
 * Redactions as a file that `curtain redact --boxes` and this page take: py/curtain/share/boxes.schema.json describes it. Pure.
 *
 * It carries no identity: images are named by their new UIDs, which the same key gives again, or by their size.
 */
import type { ListedBox, ListedCrop } from '../engine/types';
import type { Item } from './model';
import { cropOf, rectangle, redactionOf, type Area, type Frames, type Shape, type Target } from './shapes';
import { subjectOf } from './wanted';

const FORMAT = { format: 'curtain-boxes', version: 2 };

type Place = Partial<Record<'instance' | 'series', string> & Record<'rows' | 'columns', number>> & { frames?: Frames };

/** Frames count from 1 there. */
const counted = (frames: Frames | undefined) => (frames ? { frames: [frames[0] + 1, frames[1] + 1] as const } : {});

function placesOf(target: Target, get: (id: string) => Item | undefined): Place[] {
  if (target.kind === 'series' || target.kind === 'case') {
    const { rows, columns, only } = target;
    return [{ ...(target.kind === 'series' ? { series: target.series } : {}), rows, columns, ...counted(only) }];
  }
  const only: Frames | undefined =
    target.kind === 'frame' ? [target.frame, target.frame] : target.kind === 'range' ? [target.first, target.last] : undefined;
  return (target.kind === 'images' ? target.items : [target.item]).flatMap((id) => {
    const each = get(id);
    const subject = each && subjectOf(each);
    if (!subject) return [];
    return [{ instance: each.instance!.uid, rows: subject.rows, columns: subject.columns, ...counted(only) }];
  });
}

/** The text of the file; null where there is nothing to write. */
export function writeBoxes(shapes: readonly Shape[], get: (id: string) => Item | undefined): string | null {
  const boxes: object[] = [];
  // An image is cut once: of several crops for the same images the first one holds.
  const crops = new Map<string, object>();
  for (const shape of shapes) {
    const { frame: _, ...area } = redactionOf(shape, null);
    for (const place of placesOf(shape.target, get)) {
      if (!shape.crop) boxes.push({ ...place, ...area });
      else if (!crops.has(JSON.stringify(place))) crops.set(JSON.stringify(place), { ...place, ...cropOf(shape) });
    }
  }
  if (boxes.length + crops.size === 0) return null;
  const content = { ...FORMAT, ...(boxes.length ? { boxes } : {}), ...(crops.size ? { crops: [...crops.values()] } : {}) };
  return `${JSON.stringify(content, null, 1)}\n`;
}

/** What a file is for in this case. */
export interface Found {
  shapes: Omit<Shape, 'id'>[];
  /** How many images get a box of it. */
  images: number;
  /** Boxes for images that are not here, or have another size. */
  without: number;
}

/** Finds the images of this case that boxes are for. */
export function findImages(
  { boxes, crops }: { boxes: readonly ListedBox[]; crops: readonly ListedCrop[] },
  items: readonly Item[],
): Found {
  const byUid = new Map<string, Item>();
  const sized = new Map<string, string[]>();
  /** The series of images with one frame. */
  const single = new Map<string, string>();
  for (const each of items) {
    const subject = subjectOf(each);
    if (!subject || each.stage !== 'clean') continue;
    byUid.set(each.instance!.uid, each);
    if (subject.frames === 1) single.set(each.id, subject.series);
    for (const series of [subject.series, '']) {
      const key = `${series}|${subject.rows}|${subject.columns}`;
      const known = sized.get(key);
      if (known) known.push(each.id);
      else sized.set(key, [each.id]);
    }
  }
  const found: Found = { shapes: [], images: 0, without: 0 };
  const images = new Set<string>();
  for (const box of [...boxes, ...crops]) {
    const held = box.instance ? of(byUid.get(box.instance), box) : (sized.get(`${box.series}|${box.rows}|${box.columns}`) ?? []);
    if (held.length === 0) {
      found.without += 1;
      continue;
    }
    for (const id of held) images.add(id);
    found.shapes.push({ ...formOf(box), target: targetOf(box, held[0]!) });
  }
  found.images = images.size;
  found.shapes = together(found.shapes, single);
  return found;
}

/** What was drawn once for some images of a series stands in the file once for each: it is one shape again. */
function together(shapes: Found['shapes'], seriesOfSingle: ReadonlyMap<string, string>): Found['shapes'] {
  const all: Found['shapes'] = [];
  let last: { mark: string; items: string[] } | undefined;
  for (const { target, ...form } of shapes) {
    const series = target.kind === 'frames' ? seriesOfSingle.get(target.item) : undefined;
    if (target.kind !== 'frames' || series === undefined) {
      last = undefined;
      all.push({ ...form, target });
      continue;
    }
    const mark = JSON.stringify([series, form]);
    if (last?.mark !== mark) {
      last = { mark, items: [] };
      all.push({ ...form, target });
    }
    last.items.push(target.item);
    if (last.items.length > 1) all[all.length - 1] = { ...form, target: { kind: 'images', items: last.items } };
  }
  return all;
}

function formOf(box: ListedBox | ListedCrop): Area & { crop?: true } {
  if (!('frames' in box)) return { ...rectangle(box), crop: true };
  const { shape, points, fill, outside } = box;
  return { ...rectangle(box), kind: shape ?? 'rectangle', points: points ?? [], fill: fill ?? 'black', outside: outside ?? false };
}

function of(item: Item | undefined, { rows, columns }: ListedCrop): string[] {
  const subject = item && subjectOf(item);
  if (!subject || (rows && (rows !== subject.rows || columns !== subject.columns))) return [];
  return [subject.id];
}

function targetOf(box: ListedBox | ListedCrop, item: string): Target {
  const { instance, series, rows, columns } = box;
  const frames = 'frames' in box ? box.frames : null;
  const only: Frames | null = frames && [frames[0] - 1, frames[1] - 1];
  if (!instance) {
    const size = { rows, columns, ...(only ? { only } : {}) };
    return series ? { kind: 'series', series, ...size } : { kind: 'case', ...size };
  }
  if (!only) return { kind: 'frames', item };
  if (only[0] === only[1]) return { kind: 'frame', item, frame: only[0] };
  return { kind: 'range', item, first: only[0], last: only[1] };
}
