import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawnOn, kept, keyImage, keyOf, unkept, type Annotation } from '../../../web/src/case/annotations';
import { basisOf } from '../../../web/src/case/copies';
import { add, annotate, EMPTY, redo, undo } from '../../../web/src/case/history';
import { newItem, type Item } from '../../../web/src/case/model';
import { rectangle } from '../../../web/src/case/shapes';
import { dragged, gripAt, linesOf, pathOf, type Surface } from '../../../web/src/review/annotations/forms';
import type { Approved } from '../../../web/src/share/approved';
import { writeTeaching } from '../../../web/src/share/teaching';

const drawn = (kind: Annotation['kind'], more: Partial<Annotation> = {}): Annotation => ({
  id: kind, kind, item: 'f1', frame: 0, from: [10, 10], to: [40, 50], text: '', ...more,
});
const [ARROW, CIRCLE, TEXT] = [drawn('arrow'), drawn('circle'), drawn('text', { text: 'Fluid' })];
const KEY: Annotation = { ...keyImage('f1', 2), id: 'key' };

/** Each column is two pixels of the screen, and the image is turned by a quarter. */
const TURNED: Surface = { at: ([x, y]) => ({ x: 200 - 2 * y, y: 2 * x }), side: 200, left: 0, right: 200 };

function imageOf(id: string, redactions: object[] = [], more: object = {}): Item {
  const image = { rows: 100, columns: 80, frames: 3, pixelAspect: 1, shows: 's' };
  const instance = { uid: `2.25.${id}`, study: { uid: '2.25.9' }, series: { uid: '2.25.8' }, image, redactions: null, ...more };
  const wanted = `p1|${JSON.stringify(redactions)}|reviewed|m1`;
  return { ...newItem(id, {} as File, ''), stage: 'clean', wanted, instance } as unknown as Item;
}

test('annotations and redactions are undone in the order in which they were made, each for itself', () => {
  const shape = { ...rectangle({ x: 0, y: 0, width: 1, height: 1 }), id: 'r1', target: { kind: 'frames', item: 'f1' } } as const;
  const moved = { ...ARROW, from: [0, 0] } as Annotation;
  const all = annotate(add(annotate(EMPTY, [], [ARROW]), [shape]), [ARROW], [moved]);
  const one = undo(all)!.drawing;
  assert.deepEqual([one.annotations, one.shapes], [[ARROW], [shape]]);
  const two = undo(one)!.drawing;
  assert.deepEqual([two.annotations, two.shapes], [[ARROW], []]);
  assert.deepEqual(redo(redo(two)!.drawing)!.drawing.annotations, [moved]);
  assert.equal(annotate(all, [moved], [moved]), all);
});

test('a frame knows its drawings and its star', () => {
  const all = [ARROW, KEY, drawn('circle', { frame: 2 }), drawn('text', { item: 'f2' })];
  assert.deepEqual(drawnOn(all, 'f1', 0), [ARROW]);
  assert.equal(keyOf(all, 'f1', 2), KEY);
  assert.equal(keyOf(all, 'f1', 0), undefined);
});

test('an arrow is held by its line and its ends, a circle by its line, a text by its letters', () => {
  const { at } = TURNED;
  const beside = { x: at([25, 30]).x + 20, y: at([25, 30]).y + 20 };
  assert.equal(gripAt(ARROW, TURNED, at([25, 30]), false), 'body');
  assert.equal(gripAt(ARROW, TURNED, beside, false), null);
  assert.equal(gripAt(ARROW, TURNED, at([40, 50]), false), 'body');
  assert.equal(gripAt(ARROW, TURNED, at([40, 50]), true), 'to');
  assert.equal(gripAt(ARROW, TURNED, at([10, 10]), true), 'from');
  assert.equal(gripAt(CIRCLE, TURNED, at([10, 10]), true), null);
  assert.equal(gripAt(CIRCLE, TURNED, at([60, 10]), false), 'body');
  const text = at(TEXT.from);
  assert.equal(gripAt(TEXT, TURNED, { x: text.x + 20, y: text.y + 6 }, false), 'body');
  assert.equal(gripAt(TEXT, TURNED, { x: text.x - 20, y: text.y + 6 }, false), null);
});

test('a text stays within its image: it begins further left, and breaks between words', () => {
  const surface: Surface = { at: ([x, y]) => ({ x, y }), side: 240, left: 0, right: 240 };
  const at = (text: string, x: number) => linesOf(drawn('text', { text, from: [x, 50] }), surface);
  assert.deepEqual(at('Fluid', 10).map(({ text, x }) => [text, x]), [['Fluid', 10]]);
  const [moved] = at('Fluid', 235);
  assert.ok(moved!.x > 100 && moved!.x < 210);
  const lines = at('A remark that is much longer than the image is wide, and has aword'.padEnd(120, 'x'), 200);
  assert.ok(lines.length >= 3 && lines.every(({ text, x }) => text.length * 11 * 0.58 <= 240 && x >= 0 && x < 20));
  assert.deepEqual(lines.slice(1).map(({ y }, line) => Math.round(y - lines[line]!.y)), lines.slice(1).map(() => 13));
  assert.equal(gripAt(drawn('text', { text: 'Fluid', from: [235, 50] }), surface, { x: moved!.x + 5, y: 55 }, false), 'body');
});

test('what is dragged by its body goes as a whole, by an end only that end', () => {
  assert.deepEqual(dragged(ARROW, 'body', 1.4, -2), { ...ARROW, from: [11, 8], to: [41, 48] });
  assert.deepEqual(dragged(ARROW, 'to', 5, 5), { ...ARROW, to: [45, 55] });
  assert.deepEqual(dragged(ARROW, 'from', 5, 5), { ...ARROW, from: [15, 15] });
});

test('an arrow ends at its tip, and a circle goes round its centre', () => {
  const tip = TURNED.at(ARROW.to);
  assert.ok(pathOf(ARROW, TURNED).includes(`L${tip.x} ${tip.y}M`));
  assert.ok(pathOf(CIRCLE, TURNED).startsWith('M80 20a100 100'));
});

test('a copy is of what it was made from: another redaction, cut, look or drawing makes it an old one', () => {
  const box = { frame: 0, x: 1, y: 2, width: 3, height: 4 };
  const basis = basisOf(imageOf('f1', [box]), 0, [ARROW])!;
  const same = { ...imageOf('f1', [box, { ...box, frame: 1 }]), approval: null };
  assert.equal(basisOf(same, 0, [{ ...ARROW, id: 'other' }, KEY]), basis);
  const others: [Item, Annotation[]][] = [
    [imageOf('f1'), [ARROW]],
    [imageOf('f1', [{ ...box, frame: null }]), [ARROW]],
    [imageOf('f1', [box, { ...box, x: 9 }]), [ARROW]],
    [imageOf('f1', [box], { image: { ...imageOf('f1').instance!.image, shows: 'other' } }), [ARROW]],
    [{ ...imageOf('f1', [box]), wanted: `${imageOf('f1', [box]).wanted}|{"x":0,"y":0,"width":5,"height":5}` }, [ARROW]],
    [imageOf('f1', [box]), []],
    [imageOf('f1', [box]), [{ ...ARROW, to: [1, 1] }]],
  ];
  for (const [item, annotations] of others) assert.notEqual(basisOf(item, 0, annotations), basis);
  assert.equal(basisOf({ ...imageOf('f1', [box]), stage: 'quarantined' }, 0, [ARROW]), null);
});

test('what is kept of a case names images by their new UIDs, and comes back for those that are here', () => {
  const items = new Map([['f1', imageOf('f1')], ['f2', { ...imageOf('f2'), stage: 'quarantined' } as Item]]);
  const found = kept([TEXT, KEY, drawn('arrow', { item: 'f2' })], (id) => items.get(id));
  assert.deepEqual(found.map(({ uid, kind }) => [uid, kind]), [['2.25.f1', 'text'], ['2.25.f1', 'key image']]);
  assert.ok(!JSON.stringify(found).includes('"item"'));
  const later = { ...imageOf('f7', [], { uid: '2.25.f1' }), id: 'f7' };
  const back = unkept([...found, { ...found[0]!, uid: '2.25.0' }, { ...found[0]!, frame: 3 }], new Map([['2.25.f1', later]]));
  assert.deepEqual(back.map(({ item, kind, text }) => [item, kind, text]), [['f7', 'text', 'Fluid'], ['f7', 'key image', '']]);
});

test('the file tells only of images that leave, in their own columns and rows', () => {
  const cut = imageOf('f1', [], { redactions: { crop: { kept: [4, 6, 50, 60] } } }) as Approved;
  const all = [ARROW, CIRCLE, TEXT, { ...KEY, text: 'Here' }, drawn('text', { frame: 1 }), drawn('arrow', { item: 'f2' })];
  const { images } = JSON.parse(writeTeaching([cut], all, [{ id: 'f3', of: 'f1', frame: 0, basis: '' }])!) as { images: object[] };
  const place = { study: '2.25.9', series: '2.25.8', instance: '2.25.f1', rows: 100, columns: 80 };
  assert.deepEqual(images, [
    {
      ...place,
      frame: 1,
      annotations: [
        { kind: 'arrow', tail: [6, 4], tip: [36, 44] },
        { kind: 'circle', center: [6, 4], radius: 50 },
        { kind: 'text', at: [6, 4], text: 'Fluid' },
      ],
    },
    { ...place, frame: 3, key: true, caption: 'Here' },
  ]);
  assert.equal(writeTeaching([], all, []), null);
});
