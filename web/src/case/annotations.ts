/**
 * Drawings for teaching, and key images: data beside the images. They are no part of a candidate or of its digest, and nothing
 * that is blanked depends on them. Pure.
 */
import type { Item } from './model';

/** Column and row in the uncut image. */
export type Spot = readonly [x: number, y: number];

export type Form = 'arrow' | 'circle' | 'text';

export interface Annotation {
  readonly id: string;
  readonly kind: Form | 'key image';
  readonly item: string;
  readonly frame: number;
  /** The tail of an arrow, the centre of a circle, the top left of a text. */
  readonly from: Spot;
  /** The tip of an arrow, a point of a circle. */
  readonly to: Spot;
  /** The text, or the caption of a key image. */
  readonly text: string;
}

/** The file in which they leave. */
export const TEACHING_NAME = 'teaching.json';

const NOWHERE: Spot = [0, 0];

export function keyImage(item: string, frame: number): Omit<Annotation, 'id'> {
  return { kind: 'key image', item, frame, from: NOWHERE, to: NOWHERE, text: '' };
}

/** What is drawn on a frame. */
export function drawnOn(annotations: readonly Annotation[], item: string, frame: number): Annotation[] {
  return annotations.filter((each) => each.kind !== 'key image' && each.item === item && each.frame === frame);
}

export function keyOf(annotations: readonly Annotation[], item: string, frame: number): Annotation | undefined {
  return annotations.find((each) => each.kind === 'key image' && each.item === item && each.frame === frame);
}

/** A text that nobody has written yet says nothing. */
export function says({ kind, text }: Annotation): boolean {
  return kind !== 'text' || text.trim() !== '';
}

/** As a saved case has it: the image by its new UID. */
export interface KeptAnnotation extends Omit<Annotation, 'id' | 'item'> {
  readonly uid: string;
}

export function kept(annotations: readonly Annotation[], get: (id: string) => Item | undefined): KeptAnnotation[] {
  return annotations.flatMap(({ id: _, item, ...rest }) => {
    const each = get(item);
    return each?.stage === 'clean' && each.instance ? [{ uid: each.instance.uid, ...rest }] : [];
  });
}

/** The reverse, for what is here and has such a frame. */
export function unkept(found: readonly KeptAnnotation[], byUid: ReadonlyMap<string, Item>): Omit<Annotation, 'id'>[] {
  return found.flatMap(({ uid, ...rest }) => {
    const each = byUid.get(uid);
    return each && rest.frame < (each.instance?.image?.frames ?? 0) ? [{ ...rest, item: each.id }] : [];
  });
}
