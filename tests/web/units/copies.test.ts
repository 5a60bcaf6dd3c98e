import '../empty_browser';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copies, originsFor } from '../../../web/src/case/copies';
import { engine } from '../../../web/src/case/engine';
import type { Item } from '../../../web/src/case/model';
import { profile, rulesMark } from '../../../web/src/case/profile';
import { addFile, item, patch, settle } from '../../../web/src/case/store';
import type { Frame } from '../../../web/src/engine/types';
import { burning, notBurned, startBurning } from '../../../web/src/review/annotations/burning';
import type { Display } from '../../../web/src/review/view/viewport';

const IMAGE = { rows: 10, columns: 8, frames: 1, pixelAspect: 1, shows: 's', cannotShow: null };

/** An image with one redaction, as its candidate of that number has it. */
function written(id: string, serial: number, uid = '2.25.1'): void {
  const wanted = 'p1|[{"frame":null,"x":1,"y":2,"width":3,"height":4}]|reviewed|r1';
  const instance = { uid, study: { uid: '2.25.9' }, series: { uid: '2.25.8' }, image: IMAGE, redactions: null };
  const candidate = { blob: new Blob([]), digest: 'd', serial, mark: wanted };
  patch(id, { stage: 'clean', wanted, instance, candidate } as unknown as Item);
  settle();
}

test('a copy is written by the rules of the image that it was made of, also of one that was a copy itself', () => {
  const [image, first, second] = ['a', 'b', 'c'].map((name) => addFile(new File([], name), name).id) as [string, string, string];
  written(image, 1, '2.25.1');
  written(first, 2, '2.25.2');
  copies.value = [{ id: first, of: image, frame: 0, basis: '' }, { id: second, of: first, frame: 0, basis: '' }];
  assert.deepEqual(originsFor(image), {});
  assert.deepEqual(originsFor(second).origins, [['2.25.8', '2.25.1'], ['2.25.8', '2.25.2']]);
  const before = rulesMark(item(first)!);
  profile.value = { ...profile.value, only: [{ object: '2.25.1', attributes: { PatientSex: 'remove' } }] };
  assert.notEqual(rulesMark(item(first)!), before);
  assert.equal(rulesMark(item(first)!), rulesMark(item(image)!));
  copies.value = [];
  assert.equal(rulesMark(item(first)!), before);
});

test('no copy is made of pixels from before a redaction was undone and drawn again', async () => {
  const { id } = addFile(new File([], 'a'), 'a');
  let decode: (frame: Frame) => void;
  Object.assign(engine, { frame: () => new Promise<Frame>((resolve) => (decode = resolve)) });
  let isDrawn = false;
  const display = { voi: () => void (isDrawn = true), inverted: false } as unknown as Display;
  written(id, 1);
  const done = startBurning(item(id)!, 0, display);
  while (burning.value?.state !== 'decoding') await new Promise((resolve) => setTimeout(resolve));
  written(id, 3);
  decode!({ rows: 10, columns: 8, data: new Uint8Array(80) } as unknown as Frame);
  await done;
  assert.ok(!isDrawn);
  assert.equal(notBurned.value?.of, id);
});
