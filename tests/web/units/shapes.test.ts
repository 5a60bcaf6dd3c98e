import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rangeOf, scopes, sound, targetFor, usualRange, type Here } from '../../../web/src/review/shapes/scope';

const SUBJECT = { id: 'b', series: 'se', rows: 10, columns: 20, frames: 1 };
/** The second of five images, of which the fourth has another size. */
const SLICES: Here = { subject: SUBJECT, frame: 0, index: 1, stack: ['a', 'b', 'c', null, 'e'] };
const CINE: Here = { subject: { ...SUBJECT, frames: 8 }, frame: 2, index: 12, stack: Array<null>(20).fill(null) };

test('a range of a cine is one of frames, that of a stack one of images of the same size', () => {
  assert.deepEqual(targetFor('range', [2, 4], CINE), { kind: 'range', item: 'b', first: 2, last: 4 });
  assert.deepEqual(targetFor('range', [1, 4], SLICES), { kind: 'images', items: ['b', 'c', 'e'] });
  assert.deepEqual(usualRange(CINE), [2, 7]);
  assert.deepEqual(usualRange(SLICES), [1, 4]);
});

test('a range that was typed the wrong way round, or beyond the end, is put right', () => {
  assert.deepEqual(sound([900, -3], CINE), [0, 7]);
  assert.deepEqual(sound([3, 1], SLICES), [1, 3]);
});

test('the range of a redaction is that of its target', () => {
  for (const [here, range] of [[CINE, [3, 5]], [SLICES, [0, 2]]] as const) {
    assert.deepEqual(rangeOf(targetFor('range', range, here), here), range);
  }
  assert.deepEqual(rangeOf({ kind: 'frames', item: 'b' }, CINE), usualRange(CINE));
});

test('an image without frames is not asked which of them', () => {
  assert.equal(scopes(SLICES).includes('frame'), false);
  assert.deepEqual(targetFor('frame', [0, 0], SLICES), { kind: 'frames', item: 'b' });
  assert.deepEqual(targetFor('frame', [0, 0], CINE), { kind: 'frame', item: 'b', frame: 2 });
});
