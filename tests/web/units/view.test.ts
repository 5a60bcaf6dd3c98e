import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Space } from '../../../web/src/engine/types';
import { runs } from '../../../web/src/review/panels/runs';
import {
  FIT, imageBox, mirrored, oneToOne, place, screenBox, seenWhole, toImage, toScreen, turned, zoomAt,
  type ImageSize, type Turns, type View,
} from '../../../web/src/review/view/geometry';
import { dayOf } from '../../../web/src/review/view/day';
import { following, type Stand } from '../../../web/src/review/view/link';
import { edgesOf } from '../../../web/src/review/view/orientation';
import { rulerOf } from '../../../web/src/review/view/ruler';

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

const AXIAL = [1, 0, 0, 0, 1, 0];
const CORONAL = [1, 0, 0, 0, 0, -1];
const SAGITTAL = [0, 1, 0, 0, 0, -1];
const OBLIQUE = [0.8, 0.6, 0, 0, 0, -1];
const space = (more: Partial<Space>): Space => ({ axes: null, directions: null, reference: '', spacing: null, ...more });

test('letters tell the left and the upper side, as the patient lies and as the image is turned', () => {
  const edges = (given: Partial<Space>, view: Partial<View> = {}) => {
    const found = edgesOf(space(given), place({ ...FIT, ...view }, VIEWPORT, SQUARE));
    return found && `${found.left}/${found.top}`;
  };
  assert.equal(edges({ axes: AXIAL }), 'R/A');
  assert.equal(edges({ axes: CORONAL }), 'R/H');
  assert.equal(edges({ axes: SAGITTAL }), 'A/H');
  assert.equal(edges({ axes: OBLIQUE }), 'RA/H');
  assert.equal(edges({ axes: AXIAL }, { turns: 1 }), 'P/R');
  assert.equal(edges({ axes: AXIAL }, { turns: 2 }), 'L/P');
  assert.equal(edges({ axes: AXIAL }, { turns: 3 }), 'A/L');
  assert.equal(edges({ axes: AXIAL }, { flipped: true }), 'L/A');
  assert.equal(edges({ axes: AXIAL }, { flipped: true, turns: 1 }), 'P/L');
  assert.equal(edges({ directions: ['L', 'F'] }), 'R/H');
  assert.equal(edges({ directions: ['PR', 'F'] }), 'AL/H');
  // An animal: what lies opposite has another name there.
  assert.equal(edges({ directions: ['CD', 'V'] }), '/');
  assert.equal(edges({}), null);
});

test('the letters follow the very points of the image, under every turn and mirror', () => {
  for (const view of views()) {
    const placement = place(view, VIEWPORT, SQUARE);
    const { left, top } = edgesOf(space({ axes: AXIAL }), placement)!;
    const centre = toScreen(placement, { x: 200, y: 150 });
    const towards = { R: { x: 190, y: 150 }, L: { x: 210, y: 150 }, A: { x: 200, y: 140 }, P: { x: 200, y: 160 } };
    assert.ok(toScreen(placement, towards[left as 'R']).x < centre.x);
    assert.ok(toScreen(placement, towards[top as 'A']).y < centre.y);
  }
});

test('the scale is a round length that fits, and says in which plane it holds', () => {
  const spacing = (across: number, down: number, plane: 'patient' | 'detector' = 'patient') => space({ spacing: { across, down, plane } });
  const fit = place(FIT, VIEWPORT, SQUARE);
  assert.deepEqual(rulerOf(spacing(0.5, 0.5), fit, 240), { length: 200, parts: 5, words: '5 cm' });
  assert.deepEqual(rulerOf(spacing(0.5, 0.5, 'detector'), fit, 200)?.words, '5 cm at the detector');
  assert.deepEqual(rulerOf(spacing(0.1, 0.1), fit, 239), { length: 200, parts: 5, words: '1 cm' });
  assert.deepEqual(rulerOf(spacing(0.01, 0.01), fit, 240), { length: 200, parts: 5, words: '1 mm' });
  // Upright on the screen: of rows, and after a quarter turn of columns.
  const tall = place(FIT, VIEWPORT, TALL);
  assert.equal(rulerOf(spacing(1, 2), tall, 240)?.length, 150);
  assert.equal(rulerOf(spacing(1, 2), place({ ...FIT, turns: 1 }, VIEWPORT, TALL), 240)?.length, 200);
  assert.equal(rulerOf(space({}), fit, 240), null);
});

const stand = (more: Partial<Stand>): Stand => ({
  positions: [0, 2, 4, 6, 8], axes: AXIAL, reference: '', index: 0, anchor: 0, ...more,
});

test('linked stacks that lie parallel go by position', () => {
  const thin = { positions: Array.from({ length: 41 }, (_, at) => at / 2) };
  const same = { reference: '1.2.3' };
  assert.equal(following(stand({ index: 3, ...same }), stand({ ...thin, ...same })), 12, 'one frame of reference: the same place');
  assert.equal(following(stand({ index: 3 }), stand({ ...thin, anchor: 10 })), 22, 'else as far as the other went');
  const upside = stand({ axes: [1, 0, 0, 0, -1, 0], positions: [-8, -6, -4, -2, 0], anchor: 4 });
  assert.equal(following(stand({ index: 1 }), upside), 3, 'counted against each other');
});

test('linked stacks that do not lie parallel, or have no positions, go image by image', () => {
  const coronal = stand({ axes: CORONAL, anchor: 1 });
  assert.equal(following(stand({ index: 2 }), coronal), 3);
  assert.equal(following(stand({ index: 4 }), coronal), 4, 'not beyond the end');
  assert.equal(following(stand({ index: 2 }), stand({ positions: [null, null, null] })), 2);
});

test('days are counted from the first study of a patient, where dates remain', () => {
  const study = (uid: string, date: string) => ({ uid, date, title: '', series: [] });
  const studies = [study('b', '20240301'), study('a', '20240228'), study('c', ''), study('d', '2024')];
  assert.deepEqual(['a', 'b', 'c', 'd', 'e'].map((uid) => dayOf(uid, studies)), ['Day 0', 'Day 2', null, null, null]);
});
