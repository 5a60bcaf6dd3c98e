/**
 * Drawings and key images as a file in the archive: py/curtain/share/teaching.schema.json describes it. It is for the images that
 * leave, which it names by their new UIDs.
 */
import { drawnOn, keyOf, says, type Annotation } from '../case/annotations';
import { copies, type Copy } from '../case/copies';
import { drawing } from '../case/store';
import { approved, approvedKey, type Approved } from './approved';

const FORMAT = { format: 'curtain-teaching', version: 1 };

/** In columns and rows of the image as it leaves. */
function drawnAs({ kind, from, to, text }: Annotation, [left, top]: readonly [number, number], aspect: number): object {
  const spot = ([x, y]: Annotation['from']) => [x - left, y - top];
  if (kind === 'arrow') return { kind, tail: spot(from), tip: spot(to) };
  if (kind === 'text') return { kind, at: spot(from), text };
  const radius = Math.hypot(to[0] - from[0], (to[1] - from[1]) * aspect);
  return { kind, center: spot(from), radius: Number(radius.toFixed(2)) };
}

/** The text of the file; null where nothing is to be told of what leaves. Pure. */
export function writeTeaching(leaving: readonly Approved[], annotations: readonly Annotation[], made: readonly Copy[]): string | null {
  const byId = new Map(leaving.map((each) => [each.id, each]));
  const frames = new Map(annotations.filter(says).map(({ item, frame }) => [`${item}|${frame}`, { item, frame }]));
  const images = [...frames.values()].flatMap(({ item, frame }) => {
    const each = byId.get(item);
    if (!each?.instance.image) return [];
    const { instance } = each;
    const { rows, columns, pixelAspect } = each.instance.image;
    const [left = 0, top = 0] = instance.redactions?.crop?.kept ?? [];
    const key = keyOf(annotations, item, frame);
    const drawn = drawnOn(annotations, item, frame).filter(says);
    const copy = byId.get(made.find(({ of, frame: at }) => of === item && at === frame)?.id ?? '');
    return [{
      study: instance.study.uid,
      series: instance.series.uid,
      instance: instance.uid,
      frame: frame + 1,
      rows,
      columns,
      ...(key ? { key: true, ...(key.text ? { caption: key.text } : {}) } : {}),
      ...(drawn.length ? { annotations: drawn.map((one) => drawnAs(one, [left, top], pixelAspect)) } : {}),
      ...(copy ? { copy: copy.instance.uid } : {}),
    }];
  });
  return images.length ? `${JSON.stringify({ ...FORMAT, images }, null, 1)}\n` : null;
}

/** How much of it belongs to what leaves. */
export function teachingOf(leaving: readonly Approved[]): Record<'key_images' | 'drawings' | 'copies', number> {
  const ids = new Set(leaving.map(({ id }) => id));
  const beside = drawing.value.annotations.filter((each) => says(each) && ids.has(each.item));
  const stars = beside.filter(({ kind }) => kind === 'key image').length;
  return { key_images: stars, drawings: beside.length - stars, copies: copies.value.filter(({ id }) => ids.has(id)).length };
}

/** What of it leaves with the case as it stands. */
export function teachingFile(): string | null {
  const { annotations } = drawing.value;
  return annotations.length ? writeTeaching(approved(), annotations, copies.value) : null;
}

/** Changes whenever something else would leave in the archive. */
export function archiveKey(): string {
  const teaching = teachingFile();
  return teaching === null ? approvedKey() : `${approvedKey()}|${teaching}`;
}
