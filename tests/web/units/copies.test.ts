import '../empty_browser';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engine } from '../../../web/src/case/engine';
import type { Item } from '../../../web/src/case/model';
import { addFile, item, patch, settle } from '../../../web/src/case/store';
import type { Frame } from '../../../web/src/engine/types';
import { burning, notBurned, startBurning } from '../../../web/src/review/annotations/burning';
import type { Display } from '../../../web/src/review/view/viewport';

const IMAGE = { rows: 10, columns: 8, frames: 1, pixelAspect: 1, shows: 's', cannotShow: null };

/** An image with one redaction, as its candidate of that number has it. */
function written(id: string, serial: number): void {
  const wanted = 'p1|[{"frame":null,"x":1,"y":2,"width":3,"height":4}]|reviewed|r1';
  const instance = { uid: '2.25.1', study: { uid: '2.25.9' }, series: { uid: '2.25.8' }, image: IMAGE, redactions: null };
  const candidate = { blob: new Blob([]), digest: 'd', serial, mark: wanted };
  patch(id, { stage: 'clean', wanted, instance, candidate } as unknown as Item);
  settle();
}

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
