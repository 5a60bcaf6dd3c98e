import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Frame } from '../../../web/src/engine/types';
import { paint } from '../../../web/src/review/pixels/paint';
import { presets, presetsOfFile } from '../../../web/src/review/pixels/presets';
import { fullRange, level, voiOfFile, type GreyFrame, type Voi } from '../../../web/src/review/pixels/voi';

const NOWHERE = { axes: null, directions: null, reference: '', spacing: null };

function grey(data: GreyFrame['data'], more: Partial<GreyFrame> = {}): GreyFrame {
  const values = [...data];
  return {
    kind: 'grey', space: NOWHERE, rows: 1, columns: data.length, data, slope: 1, intercept: 0, inverted: false, windows: [], voiLut: null,
    range: [Math.min(...values), Math.max(...values)], ...more,
  };
}

function shown(frame: Frame, voi: Voi, inverted = false): number[][] {
  const out = new Uint32Array(frame.rows * frame.columns);
  paint(frame, voi, inverted, out);
  return [...out].map((word) => [word & 255, (word >> 8) & 255, (word >> 16) & 255, word >>> 24]);
}

function greys(frame: Frame, voi: Voi, inverted = false): number[] {
  return shown(frame, voi, inverted).map(([red, green, blue, alpha]) => {
    assert.equal(red, green);
    assert.equal(red, blue);
    assert.equal(alpha, 255);
    return red!;
  });
}

const window = (center: number, width: number, kind = 'LINEAR'): Voi => ({ kind: 'window', center, width, function: kind });

test('LINEAR is the formula of PS3.3 C.11.2.1.2.1', () => {
  // Its own example: centre 2048, width 4096 maps 0 to 0 and 4095 to 255.
  const at = level(window(2048, 4096), grey(new Int16Array(1)));
  assert.equal(at(0), 0);
  assert.equal(at(4095), 255);
  assert.equal(at(-5), 0);
  assert.equal(at(9000), 255);
  assert.equal(Math.round(at(2047.5)), 128);
});

test('LINEAR of width 1 is a threshold', () => {
  const at = level(window(2048, 1), grey(new Int16Array(1)));
  assert.deepEqual([at(2047), at(2048)], [0, 255]);
});

test('LINEAR_EXACT has no steps at its ends', () => {
  const at = level(window(0, 100, 'LINEAR_EXACT'), grey(new Int16Array(1)));
  assert.deepEqual([at(-50), at(0), at(50)], [0, 127.5, 255]);
});

test('SIGMOID is at half in its centre and never leaves the range', () => {
  const at = level(window(10, 20, 'SIGMOID'), grey(new Int16Array(1)));
  assert.equal(at(10), 127.5);
  assert.ok(at(-1e6) >= 0 && at(1e6) <= 255);
  assert.ok(Math.abs(at(20) - 255 / (1 + Math.exp(-2))) < 1e-9);
});

for (const type of [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array]) {
  test(`${type.name}: the same greys whether they are looked up or reckoned`, () => {
    const values = type.name.startsWith('Int') ? [-100, -1, 0, 1, 100] : [0, 1, 50, 100, 120];
    const frame = grey(new type(values), { slope: 2, intercept: -30 });
    const voi = window(20, 300);
    const at = level(voi, frame);
    assert.deepEqual(greys(frame, voi), values.map((stored) => Math.round(at(stored * 2 - 30))));
  });
}

test('frames of another slope, sign or depth do not share what was looked up', () => {
  const voi = window(100, 200);
  for (const frame of [
    grey(new Uint16Array([50])), grey(new Uint16Array([50]), { slope: 2 }), grey(new Uint16Array([50]), { intercept: -50 }),
    grey(new Int16Array([-50]), { slope: -1 }), grey(new Uint8Array([50]), { inverted: true }),
  ]) {
    const shown = Math.round(level(voi, frame)(frame.data[0]! * frame.slope + frame.intercept));
    assert.deepEqual(greys(frame, voi), [frame.inverted ? 255 - shown : shown]);
    assert.deepEqual(greys(frame, voi, true), [frame.inverted ? shown : 255 - shown]);
  }
});

test('MONOCHROME1 is inverted, and inverting it again shows it plainly', () => {
  const plain = grey(new Uint8Array([0, 100, 255]));
  const frame = { ...plain, inverted: true };
  const voi = fullRange(frame);
  assert.deepEqual(greys(frame, voi), [255, 155, 0]);
  assert.deepEqual(greys(frame, voi, true), greys(plain, voi));
});

test('a file is shown with its first window, else its VOI LUT, else all of its values', () => {
  const lut = { first: 10, values: new Uint8Array([0, 50, 255]) };
  const windows = [{ center: 40, width: 400, name: '', function: 'LINEAR' }];
  assert.deepEqual(voiOfFile(grey(new Int16Array([1, 9]), { windows, voiLut: lut })), window(40, 400));
  const frame = grey(new Int16Array([9, 10, 11, 12, 99]), { voiLut: lut });
  assert.deepEqual(greys(frame, voiOfFile(frame)), [0, 0, 50, 255, 255]);
  assert.deepEqual(greys(grey(new Int16Array([-7, 93])), voiOfFile(grey(new Int16Array([-7, 93])))), [0, 255]);
});

test('full range holds for a slope below zero and for an image of one value', () => {
  const falling = grey(new Int16Array([0, 100]), { slope: -1 });
  assert.deepEqual(greys(falling, fullRange(falling)), [255, 0]);
  assert.equal(greys(grey(new Int16Array([5])), fullRange(grey(new Int16Array([5])))).length, 1);
});

test('colour stays as it is until somebody windows it', () => {
  const frame: Frame = { kind: 'rgb', space: NOWHERE, rows: 1, columns: 2, data: new Uint8Array([255, 0, 10, 1, 2, 3]) };
  assert.deepEqual(shown(frame, voiOfFile(frame)), [[255, 0, 10, 255], [1, 2, 3, 255]]);
  assert.deepEqual(shown(frame, voiOfFile(frame), true)[0], [0, 255, 245, 255]);
});

test('presets of CT are in Hounsfield units, all others are parts of the range', () => {
  const frame = grey(new Int16Array([0, 1000]));
  assert.deepEqual(presets('CT')[0]!.voi(frame), window(40, 400));
  assert.deepEqual(presets('MR')[1]!.voi(frame), window(250, 500, 'LINEAR_EXACT'));
  assert.equal(presets('US').length, 5);
});

test('a file offers its windows by their explanations, and its VOI LUT', () => {
  const windows = [
    { center: 40, width: 400, name: 'SOFT', function: 'LINEAR' },
    { center: -600, width: 1500, name: '', function: 'SIGMOID' },
  ];
  const frame = grey(new Int16Array([0, 1000]), { windows, voiLut: { first: 0, values: new Uint8Array([0, 255]) } });
  const offered = presetsOfFile(frame);
  assert.deepEqual(offered.map(({ name }) => name), ['SOFT', 'W 1500 L -600', 'VOI LUT']);
  assert.deepEqual(offered.map(({ voi }) => voi(frame)), [window(40, 400), window(-600, 1500, 'SIGMOID'), { kind: 'lut' }]);
  assert.equal(presetsOfFile(frame)[1]!.voi, offered[1]!.voi, 'the same rule for the next frame');
  assert.deepEqual(offered[1]!.voi(grey(new Int16Array([1, 9]), { windows: windows.slice(0, 1) })), window(40, 400));
});
