import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { EngineBytes, ToWorker } from '../../../web/src/engine/messages';
import { Pool } from '../../../web/src/engine/pool';

/** A worker that starts at once and answers when it is told to. */
class FakeWorker {
  static all: FakeWorker[] = [];
  static get alive() {
    return FakeWorker.all.filter((each) => !each.ended);
  }
  ended = false;
  call: number | null = null;
  onmessage: (event: { data: unknown }) => void = () => undefined;

  constructor() {
    FakeWorker.all.push(this);
  }
  postMessage(message: ToWorker) {
    if (message.kind === 'call') this.call = message.id;
    else queueMicrotask(() => this.onmessage({ data: { kind: 'ready', milliseconds: 1 } }));
  }
  answer() {
    const id = this.call;
    this.call = null;
    this.onmessage({ data: { kind: 'answer', id, value: id, heap: 1 } });
  }
  terminate() {
    this.ended = true;
  }
}

Object.assign(globalThis, { window: globalThis, Worker: FakeWorker });
const settled = () => new Promise((resolve) => setTimeout(resolve));
let pool: Pool;

async function started(size: number): Promise<void> {
  FakeWorker.all = [];
  pool = new Pool({
    role: 'header', size, script: Promise.resolve('blob:x'), engine: Promise.resolve({} as EngineBytes), base: 'https://a.example/',
    bootTimeout: 1000, patience: 1000, heapLimit: 10, grace: 10, onRefused: () => assert.fail(), onRequests: () => undefined,
  });
  pool.ready.catch(() => undefined);
  await settled();
  pool.grow();
  await settled();
  assert.equal(FakeWorker.alive.length, size);
}

afterEach(() => pool.stop());

const call = () => void pool.call(undefined, 'scan', []).catch(() => undefined);

test('workers at rest are gone at once, those at a call after it, and the call is answered', async () => {
  await started(3);
  const answer = pool.call(undefined, 'scan', []);
  pool.rest();
  assert.equal(FakeWorker.alive.length, 1);
  FakeWorker.alive[0]!.answer();
  assert.ok(await answer);
  assert.equal(FakeWorker.alive.length, 0);
});

test('after a rest there are as many workers as calls that wait, not as many as allowed', async () => {
  await started(3);
  pool.rest();
  call();
  await settled();
  assert.equal(FakeWorker.alive.length, 1);
  call();
  await settled();
  assert.equal(FakeWorker.alive.length, 2);
  for (const worker of FakeWorker.alive) worker.answer();
  assert.equal(FakeWorker.alive.length, 2, 'they stay for the next call');
  for (let count = 0; count < 10; count += 1) call();
  await settled();
  assert.equal(FakeWorker.alive.length, 3);
});

test('calls that wait keep a worker that was sent to rest', async () => {
  await started(1);
  const answers = [pool.call(undefined, 'scan', []), pool.call(undefined, 'scan', [])];
  pool.rest();
  FakeWorker.alive[0]!.answer();
  assert.equal(FakeWorker.alive.length, 1);
  FakeWorker.alive[0]!.answer();
  assert.equal((await Promise.all(answers)).length, 2);
  assert.equal(FakeWorker.alive.length, 0);
});
