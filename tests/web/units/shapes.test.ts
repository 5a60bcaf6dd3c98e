import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rectangle, type Area } from '../../../web/src/case/shapes';
import type { Redaction } from '../../../web/src/engine/types';
import { blanked, borderOf, kept, pathOf, type Run } from '../../../web/src/review/shapes/areas';
import { pasted } from '../../../web/src/review/shapes/clipboard';
import { cornersOf, cornerWords } from '../../../web/src/review/shapes/corners';
import { asKind, asSeen, dragged, gripAt, isInside, lowerRight, withCorners, withoutCorner } from '../../../web/src/review/shapes/forms';
import { rectBetween } from '../../../web/src/review/shapes/rect';
import { rangeOf, scopes, sound, targetFor, usualRange, type Here } from '../../../web/src/review/shapes/scope';
import { FIT, place, type Turns } from '../../../web/src/review/view/geometry';
import vectors from './shape_vectors.json';

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

const BOUNDS = { rows: 50, columns: 80 };
const rect = (x: number, y: number, width: number, height: number) => rectangle({ x, y, width, height });
/** An arrow head that points right, with a notch. */
const ARROW = withCorners(rect(0, 0, 1, 1), [[10, 10], [40, 25], [10, 40], [20, 25]])!;
const boxOf = ({ x, y, width, height }: Area) => [x, y, width, height];

test('what is drawn before is what the engine makes of it', () => {
  for (const { name, rows, columns, grows, redaction, areas } of vectors) {
    const { shape, points, fill, outside, frame: _, ...place } = redaction as Redaction;
    const area: Area = {
      ...place, kind: shape ?? 'rectangle', points: points ?? [], fill: fill ?? 'black', outside: outside ?? false,
    };
    const found = blanked(area, { rows, columns }, grows);
    const expected: number[][] = Array.from({ length: rows }, () => []);
    for (const [top, bottom, left, right] of areas as number[][]) {
      for (let row = top!; row < bottom!; row += 1) expected[row]!.push(left!, right!);
    }
    const sorted = expected.map((row) => row.sort((a, b) => a - b));
    assert.deepEqual(found.map((row) => row.flat()), sorted, name);
  }
});

test('equal rows are drawn as one rectangle, and the line runs round them', () => {
  const rows = [[], [[1, 3]], [[1, 3]], [[2, 3]]] as Run[][];
  assert.equal(pathOf(rows), 'M1 1H3V3H1ZM2 3H3V4H2Z');
  assert.equal(borderOf(rows), 'M1 1H3M1 3H2M2 4H3M1 1V3M3 1V3M2 3V4M3 3V4');
});

test('a rectangle covers every pixel it touches and ends at the edge', () => {
  assert.deepEqual(rectBetween({ x: 10.9, y: 20.1 }, { x: 3.2, y: 5.5 }, BOUNDS), { x: 3, y: 5, width: 8, height: 16 });
  assert.deepEqual(rectBetween({ x: -5, y: -5 }, { x: 500, y: 500 }, BOUNDS), { x: 0, y: 0, width: 80, height: 50 });
  assert.equal(rectBetween({ x: -5, y: 1 }, { x: -1, y: 9 }, BOUNDS), null);
});

test('moving keeps the size, resizing may turn a form over', () => {
  const area = rect(10, 10, 20, 10);
  assert.deepEqual(boxOf(dragged(area, 'body', 500, -500, BOUNDS)), [60, 0, 20, 10]);
  assert.deepEqual(boxOf(dragged(area, { at: 'se' }, 5, 5, BOUNDS)), [10, 10, 25, 15]);
  assert.deepEqual(boxOf(dragged(area, { at: 'w' }, 25, 99, BOUNDS)), [30, 10, 5, 10]);
  assert.deepEqual(dragged(area, { at: 'w' }, 20, 0, BOUNDS), area, 'nothing would be left');
});

test('a polygon moves and stretches with its corners; they, and the middles of its sides, move alone', () => {
  assert.deepEqual(dragged(ARROW, 'body', 100, 5, BOUNDS).points, [[50, 15], [80, 30], [50, 45], [60, 30]]);
  assert.deepEqual(dragged(ARROW, { at: 'se' }, 30, 0, BOUNDS).points, [[10, 10], [70, 25], [10, 40], [30, 25]]);
  const pulled = dragged(ARROW, { corner: 1 }, 99, 0, BOUNDS);
  assert.deepEqual(pulled.points[1], [80, 25]);
  assert.deepEqual(boxOf(pulled), [10, 10, 70, 30]);
  assert.deepEqual(dragged(ARROW, { side: 0 }, 0, -8, BOUNDS).points.slice(0, 3), [[10, 10], [25, 10], [40, 25]]);
  assert.deepEqual(withoutCorner(ARROW, 3).points, ARROW.points.slice(0, 3));
  assert.deepEqual(withoutCorner(withoutCorner(ARROW, 3), 0).points.length, 3, 'three are the least');
});

test('what comes near an edge of the image ends at it', () => {
  const near = { x: 3, y: 3 };
  assert.deepEqual(boxOf(dragged(rect(10, 10, 20, 10), 'body', -8, 28, BOUNDS, near)), [0, 40, 20, 10]);
  assert.deepEqual(boxOf(dragged(rect(10, 10, 20, 10), { at: 'e' }, 48, 0, BOUNDS, near)), [10, 10, 70, 10]);
  assert.deepEqual(boxOf(dragged(rect(10, 10, 20, 10), 'body', -6, 0, BOUNDS, near)), [4, 10, 20, 10]);
  assert.deepEqual(dragged(ARROW, { corner: 1 }, 38, 0, BOUNDS, near).points[1], [80, 25]);
});

test('the inside of a form is where it blanks', () => {
  const ellipse = asKind(rect(10, 10, 40, 20), 'ellipse');
  assert.equal(isInside(ellipse, { x: 30, y: 20 }), true);
  assert.equal(isInside(ellipse, { x: 12, y: 11 }), false, 'a corner of its rectangle');
  assert.equal(isInside(ARROW, { x: 30, y: 25 }), true);
  assert.equal(isInside(ARROW, { x: 12, y: 25 }), false, 'the notch');
  // What a line winds round twice is inside as well.
  const star = withCorners(ARROW, [[20, 0], [32, 40], [0, 15], [40, 15], [8, 40]])!;
  assert.equal(isInside(star, { x: 20, y: 20 }), true);
});

const PLACEMENT = place(FIT, { width: 800, height: 600 }, { rows: 300, columns: 400, pixelAspect: 1 });

test('handles win over the body; of what keeps its inside only the line is taken', () => {
  const area = rect(100, 100, 50, 50);
  assert.deepEqual(gripAt(area, PLACEMENT, { x: 303, y: 298 }, true), { at: 'se' });
  assert.equal(gripAt(area, PLACEMENT, { x: 299, y: 299 }, false), 'body');
  assert.equal(gripAt(area, PLACEMENT, { x: 250, y: 250 }, true), 'body');
  assert.equal(gripAt(area, PLACEMENT, { x: 350, y: 250 }, true), null);
  const kept = { ...area, outside: true };
  assert.equal(gripAt(kept, PLACEMENT, { x: 250, y: 250 }, true), null);
  assert.equal(gripAt(kept, PLACEMENT, { x: 203, y: 275 }, true), 'body');
  assert.deepEqual(gripAt(ARROW, PLACEMENT, { x: 81, y: 49 }, true), { corner: 1 });
  assert.deepEqual(gripAt(ARROW, PLACEMENT, { x: 50, y: 35 }, true), { side: 0 });
  assert.equal(gripAt(ARROW, PLACEMENT, { x: 24, y: 50 }, false), null);
});

test('a form turns into another at the same place', () => {
  const area = { ...rect(10, 10, 40, 20), fill: 'white', outside: true } as const;
  const polygon = asKind(area, 'polygon');
  assert.deepEqual(polygon.points, [[10, 10], [50, 10], [50, 30], [10, 30]]);
  assert.deepEqual(asKind(polygon, 'rectangle'), area);
  assert.deepEqual(boxOf(asKind(asKind(area, 'ellipse'), 'polygon')), [10, 10, 40, 20]);
});

test('a copy stands at the same place, goes into a smaller image, and beside one like it', () => {
  const area = rect(60, 5, 15, 10);
  assert.deepEqual(boxOf(pasted(area, [], BOUNDS)), [60, 5, 15, 10]);
  assert.deepEqual(boxOf(pasted(area, [], { rows: 8, columns: 30 })), [15, 0, 15, 8]);
  assert.deepEqual(boxOf(pasted(area, [area], BOUNDS)), [65, 15, 15, 10]);
  assert.deepEqual(boxOf(pasted(area, [{ ...area, outside: true }], BOUNDS)), [60, 5, 15, 10]);
});

test('corners are typed as columns and rows', () => {
  assert.deepEqual(cornersOf(' 10,20  30,20;99,-4 ', BOUNDS), [[10, 20], [30, 20], [80, 0]]);
  assert.equal(cornerWords([[10, 20], [30, 20]]), '10,20 30,20');
  for (const wrong of ['', '1,2 3,4', '1,2 3,4 5', '1,2 3,4 5,x', '1.5,2 3,4 5,6']) assert.equal(cornersOf(wrong, BOUNDS), null, wrong);
});

test('a crop shrinks to whole blocks and a margin on the sides that are cut', () => {
  const grid = { width: 8, height: 8, margin_x: 8, margin_y: 8 };
  const shrunk = kept({ x: 3, y: 0, width: 60, height: 45 }, BOUNDS, grid);
  assert.deepEqual(shrunk, { x: 16, y: 0, width: 32, height: 32 });
  assert.deepEqual(kept({ x: 3, y: 0, width: 60, height: 45 }, BOUNDS, null), { x: 3, y: 0, width: 60, height: 45 });
  assert.equal(kept({ x: 30, y: 30, width: 20, height: 20 }, BOUNDS, grid), null);
});

test('right is right on the screen, however the image is turned', () => {
  const viewport = { width: 800, height: 600 };
  const image = { rows: 300, columns: 400, pixelAspect: 1 };
  const turned = (turns: Turns, flipped = false) => place({ ...FIT, turns, flipped }, viewport, image);
  assert.deepEqual(asSeen(turned(0), 10, 0), { x: 10, y: 0 });
  assert.deepEqual(asSeen(turned(1), 10, 0), { x: 0, y: -10 });
  assert.deepEqual(asSeen(turned(0, true), 10, 1), { x: -10, y: 1 });
  assert.deepEqual([0, 1, 2, 3].map((turns) => lowerRight(turned(turns as Turns))), ['se', 'ne', 'nw', 'sw']);
});
