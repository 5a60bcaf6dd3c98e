import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runs } from '../../../web/src/review/panels/runs';
import { dragged, gripAt, grown, rectBetween } from '../../../web/src/review/shapes/rect';
import { FIT, place, seenWhole, toImage, toScreen, zoomAt } from '../../../web/src/review/view/geometry';

const VIEWPORT = { width: 800, height: 600 };
const SQUARE = { rows: 300, columns: 400, pixelAspect: 1 };
const TALL = { rows: 100, columns: 100, pixelAspect: 2 };

test('fit uses the whole viewport and centres the rest', () => {
  assert.deepEqual(place(FIT, VIEWPORT, SQUARE), { x: 0, y: 0, perColumn: 2, perRow: 2 });
  assert.deepEqual(place(FIT, VIEWPORT, TALL), { x: 250, y: 0, perColumn: 3, perRow: 6 });
});

test('screen to image and back', () => {
  const placement = place({ zoom: 1.7, pan: { x: 12, y: -9 } }, VIEWPORT, TALL);
  const there = toImage(placement, toScreen(placement, { x: 13, y: 77 }));
  assert.ok(Math.abs(there.x - 13) < 1e-9 && Math.abs(there.y - 77) < 1e-9);
});

test('zoom keeps what is under the mouse', () => {
  const anchor = { x: 120, y: 430 };
  const before = toImage(place(FIT, VIEWPORT, TALL), anchor);
  const after = toImage(place(zoomAt(FIT, VIEWPORT, TALL, anchor, 3), VIEWPORT, TALL), anchor);
  assert.ok(Math.abs(before.x - after.x) < 1e-9 && Math.abs(before.y - after.y) < 1e-9);
});

test('only a whole image of a readable size was seen', () => {
  const seen = (zoom: number, x = 0) => seenWhole(place({ zoom, pan: { x, y: 0 } }, VIEWPORT, SQUARE), VIEWPORT, SQUARE);
  assert.equal(seen(1), true);
  assert.equal(seen(1.01), false);
  assert.equal(seen(1, 5), false);
  // One to one is enough for an image that is smaller than the viewport; less is not.
  assert.equal(seen(0.5, 100), true);
  assert.equal(seen(0.4), false);
  const none = { width: 0, height: 0 };
  assert.equal(seenWhole(place(FIT, none, SQUARE), none, SQUARE), false);
});

const BOUNDS = { rows: 50, columns: 80 };

test('a rectangle covers every pixel it touches and ends at the edge', () => {
  assert.deepEqual(rectBetween({ x: 10.9, y: 20.1 }, { x: 3.2, y: 5.5 }, BOUNDS), { x: 3, y: 5, width: 8, height: 16 });
  assert.deepEqual(rectBetween({ x: -5, y: -5 }, { x: 500, y: 500 }, BOUNDS), { x: 0, y: 0, width: 80, height: 50 });
  assert.equal(rectBetween({ x: -5, y: 1 }, { x: -1, y: 9 }, BOUNDS), null);
});

test('a rectangle grows to whole blocks and a margin, and stays within the image', () => {
  const grid = { width: 16, height: 8, margin_x: 16, margin_y: 8 };
  assert.deepEqual(grown({ x: 33, y: 17, width: 2, height: 2 }, grid, BOUNDS), { x: 16, y: 8, width: 48, height: 24 });
  assert.deepEqual(grown({ x: 0, y: 45, width: 80, height: 5 }, grid, BOUNDS), { x: 0, y: 32, width: 80, height: 18 });
  const margin = { width: 1, height: 1, margin_x: 3, margin_y: 3 };
  assert.deepEqual(grown({ x: 10, y: 10, width: 1, height: 1 }, margin, BOUNDS), { x: 7, y: 7, width: 7, height: 7 });
});

test('moving keeps the size, resizing may turn a rectangle over', () => {
  const rect = { x: 10, y: 10, width: 20, height: 10 };
  assert.deepEqual(dragged(rect, 'body', 500, -500, BOUNDS), { x: 60, y: 0, width: 20, height: 10 });
  assert.deepEqual(dragged(rect, 'se', 5, 5, BOUNDS), { x: 10, y: 10, width: 25, height: 15 });
  assert.deepEqual(dragged(rect, 'w', 25, 99, BOUNDS), { x: 30, y: 10, width: 5, height: 10 });
  assert.deepEqual(dragged(rect, 'w', 20, 0, BOUNDS), rect, 'nothing would be left');
});

test('handles win over the body', () => {
  const placement = place(FIT, VIEWPORT, SQUARE);
  const rect = { x: 100, y: 100, width: 50, height: 50 };
  assert.equal(gripAt(rect, placement, { x: 303, y: 298 }, true), 'se');
  assert.equal(gripAt(rect, placement, { x: 299, y: 299 }, false), 'body');
  assert.equal(gripAt(rect, placement, { x: 250, y: 250 }, true), 'body');
  assert.equal(gripAt(rect, placement, { x: 350, y: 250 }, true), null);
});

test('neighbours with one state are one run', () => {
  assert.deepEqual(runs([1, 1, 0, 2, 2]), [
    { state: 1, from: 0, to: 2 },
    { state: 0, from: 2, to: 3 },
    { state: 2, from: 3, to: 5 },
  ]);
  assert.deepEqual(runs([]), []);
});
