import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Budget, LIMITS, pathOf } from '../../../web/src/case/archive/judge';
import { Waiting } from '../../../web/src/case/waiting';

const MB = 1 << 20;
const GB = 1024 * MB;

test('an entry of 4 GB is taken, one of a byte more is not', () => {
  const budget = new Budget(40 * GB);
  assert.equal(budget.judge(2 * GB, 4 * GB), null);
  assert.equal(budget.judge(2 * GB, 4 * GB + 1), 'zip-too-large');
});

test('all entries of an archive may become 32 GB and no more', () => {
  const budget = new Budget(40 * GB);
  for (let taken = 0; taken < 8; taken += 1) {
    assert.equal(budget.judge(2 * GB, 4 * GB), null);
    budget.add(4 * GB);
  }
  assert.equal(budget.judge(1, 1), 'zip-too-large');
});

test('many entries that each grow a little are a bomb together', () => {
  const budget = new Budget(MB);
  for (let taken = 0; taken < 250; taken += 1) {
    assert.equal(budget.judge(MB, MB), null);
    budget.add(MB);
  }
  assert.equal(budget.judge(MB, MB), 'zip-bomb');
});

test('an entry that grows 250 times is a bomb, unless it stays small', () => {
  const budget = new Budget(GB);
  assert.equal(budget.judge(1, LIMITS.harmless), null);
  assert.equal(budget.judge(MB, 250 * MB), null);
  assert.equal(budget.judge(MB, 250 * MB + 1), 'zip-bomb');
});

test('a hundred thousand entries are counted, one more is too many', () => {
  const budget = new Budget(GB);
  for (let count = 0; count < 100_000; count += 1) assert.equal(budget.countEntry(), true);
  assert.equal(budget.countEntry(), false);
});

test('names that point out of the archive have no path', () => {
  for (const name of ['../a', 'a/../../b', '/etc/a', 'C:\\a', 'c:a', 'a\\..\\b', 'a\0b']) assert.equal(pathOf(name), null, name);
  assert.equal(pathOf('CD\\S1/./IM1'), 'CD/S1/IM1');
  assert.equal(pathOf('a..b/...'), 'a..b/...');
});

test('what comes of an archive is handed out while it is still being unpacked, and the end comes after it', async () => {
  const files = new Waiting(['archive']);
  const { signal } = new AbortController();
  assert.equal(await files.next(signal), 'archive');
  let add = (_id: string): void => assert.fail();
  let unpacked = (): void => assert.fail();
  const work = files.during((hears) => {
    add = hears;
    return new Promise((resolve) => (unpacked = resolve));
  });
  const [first, second, end] = [files.next(signal), files.next(signal), files.next(signal)];
  add('a');
  assert.equal(await first, 'a');
  add('b');
  assert.equal(await second, 'b');
  unpacked();
  await work;
  assert.equal(await end, undefined);
});

test('nobody waits for an archive that was cancelled or is broken', async () => {
  const control = new AbortController();
  const files = new Waiting([]);
  const work = files.during(() => new Promise((_, reject) => control.signal.addEventListener('abort', reject)));
  const next = files.next(control.signal);
  control.abort();
  await assert.rejects(work);
  assert.equal(await next, undefined);
  await assert.rejects(files.during(() => Promise.reject(new Error('broken'))));
  assert.equal(await files.next(new AbortController().signal), undefined);
});
