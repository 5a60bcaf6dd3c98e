import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { newItem, type Item } from '../../../web/src/case/model';
import type { Frame } from '../../../web/src/engine/types';
import { asList, byReason } from '../../../web/src/review/quarantine/held';
import { Accumulator } from '../../../web/src/review/sheet/accumulate';
import { Glances } from '../../../web/src/review/sheet/glances';
import { factorFor, reduced } from '../../../web/src/review/sheet/reduce';
import { stretched } from '../../../web/src/review/sheet/stretch';
import { cornerOf, drawn, gridOf, inSight, isLegible, moved, scrolledTo } from '../../../web/src/review/sheet/tiles';

type Grey = Extract<Frame, { kind: 'grey' }>;

const space = {} as Frame['space'];

function grey(rows: number, columns: number, data: Grey['data'], more: Partial<Grey> = {}): Frame {
  return {
    kind: 'grey', rows, columns, data, slope: 1, intercept: 0, inverted: false, windows: [], voiLut: null, range: [0, 9], space, ...more,
  };
}

// --- The grid

test('three thousand tiles: only those around the window are drawn, and the last stands at the end', () => {
  const grid = gridOf(640, 192, 3000);
  assert.equal(grid.columns, 3);
  const [from, to] = drawn(grid, 100_000, 500, 3000);
  assert.ok(to - from <= 6 * grid.columns && from % grid.columns === 0);
  assert.ok(cornerOf(grid, from).top <= 100_000 && cornerOf(grid, to - 1).top >= 100_500 - grid.down);
  assert.equal(drawn(grid, grid.height - 500, 500, 3000)[1], 3000);
  assert.ok(cornerOf(grid, 2999).top + grid.tile < grid.height);
});

test('keys move by columns and screens, and stay inside', () => {
  const to = (key: string, at: number) => moved(key, at, 3, 2, 10);
  assert.deepEqual(['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'PageDown', 'PageUp'].map((key) => to(key, 4)), [5, 3, 7, 1, 9, 0]);
  assert.deepEqual([to('Home', 4), to('End', 4), to('a', 4)], [0, 9, null]);
});

test('a tile is brought into sight whole, and stays where it is in sight', () => {
  const grid = gridOf(640, 192, 100);
  for (const [at, top] of [[50, 0], [0, 900], [7, 300]] as const) {
    assert.ok(inSight(grid, at, scrolledTo(grid, at, top, 480), 480), `${at}`);
  }
  assert.equal(scrolledTo(grid, 0, 0, 480), 0);
  assert.equal(inSight(grid, 0, 20, 480), false, 'its upper edge is cut');
});

test('a tile counts where text in it can be made out', () => {
  const image = (longest: number, pixelAspect = 1) => ({ rows: longest, columns: 10, pixelAspect });
  assert.equal(isLegible(192, image(512)), true);
  assert.equal(isLegible(112, image(128)), false, 'small, whatever the image');
  assert.equal(isLegible(192, image(600)), false, 'less than a third of the image');
  assert.equal(isLegible(192, image(512, 2)), false, 'shown twice as high');
});

// --- Small frames

test('each value of a smaller frame is the mean of those that it stands for', () => {
  const small = reduced(grey(3, 4, Int16Array.of(1, 3, 10, 20, 5, 7, 30, 40, -3, -5, 7, 9)), 2) as Grey;
  assert.deepEqual([small.rows, small.columns, [...small.data]], [2, 2, [4, 25, -4, 8]]);
  assert.ok(small.data instanceof Int16Array);
  const colour = reduced({ kind: 'rgb', rows: 1, columns: 2, data: Uint8Array.of(10, 20, 30, 30, 40, 70), space }, 2);
  assert.deepEqual([...colour.data], [20, 30, 50]);
});

test('a frame is not made smaller than asked for', () => {
  assert.deepEqual([factorFor(512, 512, 192), factorFor(512, 400, 513), factorFor(3000, 2000, 416)], [2, 1, 7]);
});

// --- Projections

test('what one frame of many shows stands in the projection, and leads to that frame', () => {
  const sum = new Accumulator(grey(2, 2, Int16Array.of(5, 5, 5, 5)));
  for (let frame = 0; frame < 120; frame += 1) {
    const values = Int16Array.of(5, 5, 5, 5);
    if (frame === 77) values[1] = 99;
    if (frame === 30) values[2] = -40;
    assert.ok(sum.fits(grey(2, 2, values)));
    sum.add(grey(2, 2, values, { slope: 2, intercept: -1 }));
  }
  const [max, min, differences] = (['maximum', 'minimum', 'differences'] as const).map((kind) => [...sum.picture(kind).data]);
  assert.deepEqual(max, [9, 197, 9, 9]);
  assert.deepEqual(min, [9, 9, -81, 9]);
  assert.equal(sum.frameAt('maximum', 0.9, 0.1), 77);
  assert.equal(sum.frameAt('minimum', 0.1, 0.9), 30);
  // Of a part what stands out most in it.
  const whole = { x: 0, y: 0, width: 1, height: 1 };
  assert.deepEqual((['maximum', 'minimum', 'differences'] as const).map((kind) => sum.frameIn(kind, whole)), [77, 30, 77]);
  assert.equal(sum.frameIn('maximum', { ...whole, width: 0.5 }), 0, 'the bright spot lies beside it');
  assert.equal(differences![0], 0);
  // Of 119 times 9 and once 197.
  assert.ok(Math.abs(differences![1]! - Math.sqrt((188 ** 2 * 119) / 120 ** 2)) < 1e-3);
  assert.deepEqual((sum.picture('maximum') as Grey).range, [9, 197]);
});

test('a projection of colour is colour', () => {
  const rgb = (...values: number[]): Frame => ({ kind: 'rgb', rows: 1, columns: 1, data: Uint8Array.from(values), space });
  const sum = new Accumulator(rgb(10, 20, 30));
  for (const frame of [rgb(10, 20, 30), rgb(200, 0, 30)]) sum.add(frame);
  assert.deepEqual([...sum.picture('maximum').data], [200, 20, 30]);
  assert.deepEqual([...sum.picture('minimum').data], [10, 0, 30]);
  assert.deepEqual([...sum.picture('differences').data], [255, 27, 0]);
});

test('frames of another size, kind or polarity belong to another projection', () => {
  const sum = new Accumulator(grey(1, 2, Uint8Array.of(1, 2)));
  assert.equal(sum.fits(grey(2, 1, Uint8Array.of(1, 2))), false);
  assert.equal(sum.fits(grey(1, 2, Uint8Array.of(1, 2), { inverted: true })), false);
  assert.equal(sum.fits({ kind: 'rgb', rows: 1, columns: 2, data: new Uint8Array(6), space }), false);
});

test('a huge frame costs no more than one of 2048', () => {
  const sum = new Accumulator(grey(1, 5000, new Uint16Array(5000)));
  sum.add(grey(1, 5000, new Uint16Array(5000).fill(7)));
  assert.deepEqual([sum.columns, sum.picture('maximum').data.length], [2500, 2500]);
});

test('neither a bright spot nor a bright bone hides text in a projection', () => {
  const values = new Float32Array(10_000).fill(100);
  values.fill(101, 0, 3000);
  values.fill(3000, 3000, 4000); // bone
  values.fill(300, 4000, 4150); // dim text over the rest
  values.fill(3100, 4150, 4220); // text over bone, a little brighter
  values[9999] = 60_000;
  const { data, range } = stretched(grey(100, 100, values, { range: [100, 60_000] })) as Grey;
  const [rest, bone, dim, bright, spot] = [data[9000]!, data[3500]!, data[4100]!, data[4200]!, data[9999]!];
  assert.ok(dim - rest >= 10, `${dim} beside ${rest}`);
  assert.ok(bright - bone >= 5 && spot >= bright, `${bright} over ${bone}`);
  assert.deepEqual(range, [0, 255]);
});

test('a projection of one grey is one grey', () => {
  const { data } = stretched(grey(1, 3, Float32Array.of(5, 5, 5), { range: [5, 5] }));
  assert.equal(new Set(data).size, 1);
});

// --- What stood on the screen long enough

const frame = (number: number) => ({ id: 'a', serial: 1, frame: number });
/** A clock that stands still until it is told. */
function clock(t: TestContext) {
  let now = 0;
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const pass = (milliseconds: number) => {
    now += milliseconds;
    t.mock.timers.tick(milliseconds);
  };
  return { now: () => now, pass };
}

test('a tile that stood without a break was seen, one that was scrolled past was not', (t) => {
  const { now, pass } = clock(t);
  const seen: number[] = [];
  const glances = new Glances(600, () => true, (frames) => seen.push(...frames.map((each) => each.frame)), now);
  glances.look([frame(1), frame(2)]);
  pass(300);
  glances.look([frame(2), frame(3)]);
  pass(299);
  assert.deepEqual(seen, []);
  pass(1);
  assert.deepEqual(seen, [2]);
  glances.look([frame(2)]);
  pass(2000);
  assert.deepEqual(seen, [2], 'told once, and 3 went too early');
});

test('nothing was seen while nobody could see the page', (t) => {
  const { now, pass } = clock(t);
  let watched = true;
  const seen: unknown[] = [];
  const glances = new Glances(600, () => watched, (frames) => seen.push(frames), now);
  glances.look([frame(1)]);
  watched = false;
  pass(700);
  watched = true;
  glances.look([frame(1)]);
  pass(500);
  glances.interrupt();
  pass(700);
  assert.deepEqual(seen, []);
});

// --- Quarantine

function held(id: string, sentence: string, more: Partial<Item> = {}): Item {
  return { ...newItem(id, new File([], id), `MUSTERMANN/${id}.dcm`), stage: 'quarantined', reason: { code: 'damaged', sentence }, ...more };
}

test('what is held back stands by reason, the largest group first, what is settled last', () => {
  const items = [held('a', 'Cut off.'), held('b', 'Damaged.'), held('c', 'Damaged.'), held('d', 'Damaged.', { leftOut: true })];
  assert.deepEqual(byReason(items).map((group) => [group.sentence, group.ids.join(), group.leftOut]), [
    ['Damaged.', 'b,c', false], ['Cut off.', 'a', false], ['Damaged.', 'd', true],
  ]);
});

test('the list that is saved has numbers and reasons, and names nobody', () => {
  const list = asList([held('a', 'It says "no".'), newItem('b', new File([], 'b'), 'b'), held('c', 'Damaged.', { leftOut: true })]);
  assert.deepEqual(list.trimEnd().split('\r\n'), [
    '"file","outcome","code","reason","decision"',
    '"1","quarantined","damaged","It says ""no"".",""',
    '"3","quarantined","damaged","Damaged.","left out"',
  ]);
  assert.ok(!list.includes('MUSTERMANN'));
});
