import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runs } from '../../../web/src/review/panels/runs';
import {
  FIT, imageBox, mirrored, oneToOne, place, screenBox, seenWhole, toImage, toScreen, turned, zoomAt,
  type ImageSize, type Turns, type View,
} from '../../../web/src/review/view/geometry';

const VIEWPORT = { width: 800, height: 600 };
const SQUARE = { rows: 300, columns: 400, pixelAspect: 1 };
const TALL = { rows: 100, columns: 100, pixelAspect: 2 };

const WITH_MARGIN = { ...VIEWPORT, margin: 24 };

function near(found: number, expected: number): void {
  assert.ok(Math.abs(found - expected) < 1e-6, `${found} is not ${expected}`);
}

/** Views of every turn and mirror, zoomed and panned by numbers that are the same each time. */
function* views(): Generator<View> {
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  for (let at = 0; at < 400; at += 1) {
    const pan = { x: 400 * random() - 200, y: 400 * random() - 200 };
    yield { zoom: 0.2 + 8 * random(), pan, flipped: at % 2 === 1, turns: ((at >> 1) % 4) as Turns };
  }
}

test('fit uses the whole viewport and centres the rest', () => {
  const { x, y, perColumn, perRow } = place(FIT, VIEWPORT, SQUARE);
  assert.deepEqual({ x, y, perColumn, perRow }, { x: 0, y: 0, perColumn: 2, perRow: 2 });
  assert.deepEqual(imageBox(place(FIT, VIEWPORT, TALL), TALL), { x: 250, y: 0, width: 300, height: 600 });
});

test('at fit an image leaves the margin free, turned or not', () => {
  for (const turns of [0, 1, 2, 3] as const) {
    const { x, y, width, height } = imageBox(place({ ...FIT, turns }, WITH_MARGIN, SQUARE), SQUARE);
    assert.ok(x >= 24 && y >= 24 && x + width <= 776 && y + height <= 576);
    near(Math.max(height / 552, width / 752), 1);
  }
});

test('a quarter clockwise brings the top left corner to the top right', () => {
  const corner = (view: View) => toScreen(place(view, VIEWPORT, SQUARE), { x: 0, y: 0 });
  const { x, y, width } = imageBox(place({ ...FIT, turns: 1 }, VIEWPORT, SQUARE), SQUARE);
  assert.deepEqual(corner({ ...FIT, turns: 1 }), { x: x + width, y });
  assert.deepEqual(corner({ ...FIT, turns: 2 }), { x: 800, y: 600 });
  assert.deepEqual(corner({ ...FIT, flipped: true }), { x: 800, y: 0 });
});

test('screen to image and back, under every turn, mirror, zoom and pan', () => {
  for (const view of views()) {
    for (const image of [SQUARE, TALL]) {
      const placement = place(view, WITH_MARGIN, image);
      for (const point of [{ x: 0, y: 0 }, { x: 13.5, y: 77.25 }, { x: image.columns, y: image.rows }]) {
        const there = toImage(placement, toScreen(placement, point));
        near(there.x, point.x);
        near(there.y, point.y);
      }
      const { x, y, width, height } = screenBox(placement, { x: 5, y: 9, width: 20, height: 10 });
      const inside = toImage(placement, { x: x + width / 2, y: y + height / 2 });
      near(inside.x, 15);
      near(inside.y, 14);
      near(width * height, 20 * placement.perColumn * 10 * placement.perRow);
    }
  }
});

test('turning and mirroring act on what is on the screen, and keep what is in its middle', () => {
  const middle = { x: 400, y: 300 };
  /** Where something right of the middle and something below it go to. */
  const moves = (image: ImageSize, view: View, next: View) => {
    const [before, after] = [place(view, VIEWPORT, image), place(next, VIEWPORT, image)];
    const scale = after.perColumn / before.perColumn;
    return [{ x: 500, y: 300 }, { x: 400, y: 360 }].flatMap((point) => {
      const { x, y } = toScreen(after, toImage(before, point));
      return [(x - middle.x) / scale, (y - middle.y) / scale];
    });
  };
  for (const view of views()) {
    const cases: [View, number[]][] = [
      [turned(view, 1, VIEWPORT, TALL), [0, 100, -60, 0]],
      [turned(view, 3, VIEWPORT, TALL), [0, -100, 60, 0]],
      [mirrored(view, true, VIEWPORT, TALL), [-100, 0, 0, 60]],
      [mirrored(view, false, VIEWPORT, TALL), [100, 0, 0, -60]],
    ];
    for (const [next, expected] of cases) moves(TALL, view, next).forEach((found, at) => near(found, expected[at]!));
  }
});

test('one to one gives each dot of the screen one column', () => {
  for (const view of views()) near(place(oneToOne(view, VIEWPORT, TALL, 2), VIEWPORT, TALL).perColumn, 0.5);
});

test('zoom keeps what is under the mouse', () => {
  const anchor = { x: 120, y: 430 };
  for (const view of views()) {
    const before = toImage(place(view, VIEWPORT, TALL), anchor);
    const after = toImage(place(zoomAt(view, VIEWPORT, TALL, anchor, 3), VIEWPORT, TALL), anchor);
    near(before.x, after.x);
    near(before.y, after.y);
  }
});

test('only a whole image of a readable size was seen', () => {
  const seen = (zoom: number, x = 0) => seenWhole(place({ ...FIT, zoom, pan: { x, y: 0 } }, VIEWPORT, SQUARE), VIEWPORT, SQUARE);
  assert.equal(seen(1), true);
  assert.equal(seen(1.01), false);
  assert.equal(seen(1, 5), false);
  // One to one is enough for an image that is smaller than the viewport; less is not.
  assert.equal(seen(0.5, 100), true);
  assert.equal(seen(0.4), false);
  for (const turns of [0, 1, 2, 3] as const) {
    const view = { ...FIT, turns };
    assert.equal(seenWhole(place(view, WITH_MARGIN, SQUARE), WITH_MARGIN, SQUARE), true);
    const under = { ...view, pan: { x: 0, y: 130 } };
    assert.equal(seenWhole(place(under, WITH_MARGIN, SQUARE), WITH_MARGIN, SQUARE), false, 'it lies under the words at the edge');
  }
  const none = { width: 0, height: 0 };
  assert.equal(seenWhole(place(FIT, none, SQUARE), none, SQUARE), false);
});

test('neighbours with one state are one run', () => {
  assert.deepEqual(runs([1, 1, 0, 2, 2]), [
    { state: 1, from: 0, to: 2 },
    { state: 0, from: 2, to: 3 },
    { state: 2, from: 3, to: 5 },
  ]);
  assert.deepEqual(runs([]), []);
});
