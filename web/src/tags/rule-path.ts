/** How a profile names the attribute of a row (`curtain.rules.overrides`). Pure. */
import type { TagRow } from '../engine/types';
import { say } from '../words';
import { isPrivate } from './filter';
import { aroundOf } from './tree';

/** One step of a path with the items before it: "(0040,0275)" and "(0040,0275)[1].". */
function steps(path: string): { tag: string; before: string }[] {
  return [...path.matchAll(/\([0-9A-F]{4},[0-9A-F]{4}\)/g)].map((match) => ({ tag: match[0], before: path.slice(0, match.index) }));
}

/** True for one that names the owner of a private block (PS3.5 7.8.1). */
export function isCreator(tag: string): boolean {
  const element = parseInt(tag.slice(6, 10), 16);
  return isPrivate(tag) && element >= 0x10 && element <= 0xff;
}

/** The attribute that names the owner of a private block (PS3.5 7.8.1); null for one that is no element of a block. */
function creatorOf({ tag, before }: { tag: string; before: string }, rows: ReadonlyMap<string, TagRow>): string | null {
  const block = tag.slice(6, 8);
  return parseInt(block, 16) < 0x10 ? null : (rows.get(`${before}${tag.slice(0, 6)}00${block})`)?.before ?? null);
}

/**
 * From the root, for just this place in all files: "/(0040,0275).(0040,0009)"; null where no rule can name it.
 * `rows` are those of the object by path.
 */
export function placeOf(row: TagRow, rows: ReadonlyMap<string, TagRow>): string | null {
  const named = steps(row.path).map((step) => {
    if (!isPrivate(step.tag)) return step.tag;
    const creator = creatorOf(step, rows);
    return creator === null || creator.includes('"') ? null : `${step.tag.slice(0, 6)}"${creator}",${step.tag.slice(8)}`;
  });
  return named.includes(null) ? null : `/${named.join('.')}`;
}

/** The same attribute at every depth. */
export function everywhereOf(place: string): string {
  return place.match(/\((?:[^")]|"[^"]*")*\)$/)![0];
}

/** "item 1 of RequestAttributesSequence, in item 2 of …", innermost first; empty at the root. */
export function aroundInWords({ path }: Pick<TagRow, 'path'>, rows: ReadonlyMap<string, TagRow>): string {
  const place = aroundOf(path);
  if (place === '') return '';
  const [above, item] = [place.slice(0, place.lastIndexOf('[')), place.slice(place.lastIndexOf('[') + 1, -1)];
  const { keyword = '', tag = above } = rows.get(above) ?? {};
  const sequence = keyword || tag;
  const around = aroundInWords({ path: above }, rows);
  return around ? say('attribute-around-more', { item, sequence, around }) : say('attribute-around', { item, sequence });
}
