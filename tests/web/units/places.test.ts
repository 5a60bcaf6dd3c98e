import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rectangle, type Shape, type ShapeSubject, type Target } from '../../../web/src/case/shapes';
import type { Proposal } from '../../../web/src/engine/types';
import { isCovered, likeness, shapesOf } from '../../../web/src/review/places/proposals';

const BOX: Proposal = { x: 10, y: 20, width: 30, height: 5, frame: null, why: 'It is.', source: 'CTP script', keep: false };
const KEEP: Proposal = { ...BOX, keep: true, source: 'ultrasound regions' };
const image = (id: string, frames = 1, series = 's'): ShapeSubject => ({ id, series, rows: 100, columns: 200, frames });

const shape = (rect: Partial<Shape>, target: Target = { kind: 'frames', item: 'a' }): Shape => ({
  ...rectangle({ x: 0, y: 0, width: 200, height: 100, ...rect }),
  id: 'r1',
  target,
  ...rect,
});

test('a proposal is done where a redaction takes all of it away', () => {
  const cases: [string, Proposal, Shape, boolean][] = [
    ['the same', BOX, shape(BOX), true],
    ['a larger one', BOX, shape({ x: 0, y: 0, width: 200, height: 30 }), true],
    ['one that ends a row too early', BOX, shape({ ...BOX, height: 4 }), false],
    ['an ellipse leaves the corners', BOX, shape({ ...BOX, kind: 'ellipse' }), false],
    ['only inside, elsewhere', BOX, shape({ x: 50, y: 50, width: 20, height: 20, outside: true }), true],
    ['only inside, with a part of it', BOX, shape({ x: 39, y: 0, width: 20, height: 99, outside: true }), false],
    ['a crop that leaves it out', BOX, shape({ x: 0, y: 25, width: 200, height: 75, crop: true }), true],
    ['a crop with it', BOX, shape({ x: 0, y: 24, width: 200, height: 75, crop: true }), false],
    ['kept as proposed', KEEP, shape({ ...KEEP, outside: true }), true],
    ['kept less', KEEP, shape({ x: 11, y: 20, width: 5, height: 5, outside: true }), true],
    ['kept more', KEEP, shape({ x: 9, y: 20, width: 31, height: 5, outside: true }), false],
    ['blanked is not kept', KEEP, shape({}), false],
    ['one frame of all', BOX, shape({}, { kind: 'frame', item: 'a', frame: 0 }), false],
    ['some frames of all', BOX, shape({}, { kind: 'range', item: 'a', first: 0, last: 8 }), false],
    ['some frames of the series', BOX, shape({}, { kind: 'series', series: 's', rows: 100, columns: 200, only: [0, 3] }), false],
    ['the whole series', BOX, shape({}, { kind: 'series', series: 's', rows: 100, columns: 200 }), true],
    ['its own frame', { ...BOX, frame: 3 }, shape({}, { kind: 'frame', item: 'a', frame: 3 }), true],
    ['another frame', { ...BOX, frame: 3 }, shape({}, { kind: 'frame', item: 'a', frame: 2 }), false],
    ['a range with its frame', { ...BOX, frame: 3 }, shape({}, { kind: 'range', item: 'a', first: 2, last: 4 }), true],
  ];
  for (const [what, proposal, drawn, done] of cases) assert.equal(isCovered(proposal, [drawn]), done, what);
  assert.equal(isCovered(BOX, []), false);
});

const targets = (accepted: [ShapeSubject, Proposal][], images = 3) =>
  shapesOf(
    accepted.map(([subject, proposal]) => ({ subject, proposal })),
    () => images,
  ).map(({ target }) => target);

test('what is accepted for all images of a series is one redaction', () => {
  const all = [image('a'), image('b'), image('c')];
  const one: Target = { kind: 'series', series: 's', rows: 100, columns: 200 };
  assert.deepEqual(targets(all.map((each) => [each, BOX])), [one]);
  assert.deepEqual(targets(all.slice(0, 2).map((each) => [each, BOX])), [{ kind: 'images', items: ['a', 'b'] }]);
  assert.deepEqual(targets([[image('a', 30), BOX], [image('b'), BOX]]), [{ kind: 'frames', item: 'b' }, { kind: 'frames', item: 'a' }]);
  assert.deepEqual(targets([[image('a'), BOX]], 1), [{ kind: 'frames', item: 'a' }]);
  assert.deepEqual(targets([[image('a', 9), { ...BOX, frame: 4 }]]), [{ kind: 'frame', item: 'a', frame: 4 }]);
  // Of another series, or of another place.
  assert.equal(targets([[image('a'), BOX], [image('b', 1, 't'), BOX]]).length, 2);
  assert.equal(targets([[image('a'), BOX], [image('b'), { ...BOX, x: 11 }]]).length, 2);
});

test('what is to be kept becomes a redaction of all that lies outside', () => {
  const [made] = shapesOf([{ subject: image('a'), proposal: KEEP }], () => 1);
  assert.deepEqual([made!.outside, made!.x, made!.y, made!.width, made!.height, made!.kind], [true, 10, 20, 30, 5, 'rectangle']);
  assert.notEqual(likeness(BOX), likeness(KEEP));
  assert.equal(likeness(BOX), likeness({ ...BOX, why: 'Another signature.' }));
});
