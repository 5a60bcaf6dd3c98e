import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newItem, type Item } from '../../../web/src/case/model';
import { fromRuns, readSaved, runs, saved, SavedError, writeSaved, type Saved } from '../../../web/src/case/saved';

const KEY = 'a1'.repeat(32);
const OTHER = 'b2'.repeat(32);
const CASE = {
  profile: { name: 'basic', lookup: [] },
  boxes: null,
  answer: { found: 'nothing', note: '' },
  instances: [{ uid: '2.25.1', digest: 'd', approved: true, leftOut: false, waiver: null, seen: [1, 3] }],
} as unknown as Saved;

test('how frames were seen comes back, or not at all where there are others', () => {
  for (const seen of [[], [0], [1, 1, 1], [0, 1, 1, 3, 3, 0]]) {
    assert.deepEqual([...fromRuns(runs(Uint8Array.from(seen)), seen.length)!], seen);
  }
  assert.equal(fromRuns([1, 3], 4), null);
  assert.equal(fromRuns([1, 5], 4), null);
  assert.equal(fromRuns([1, -1, 1, 5], 4), null);
  assert.equal(fromRuns([1], 1), null);
});

test('a saved case is read with its key and with no other', async () => {
  const text = await writeSaved(CASE, KEY);
  assert.deepEqual(await readSaved(text, KEY), CASE);
  await assert.rejects(readSaved(text, OTHER), SavedError);
});

test('what the key did not write is refused: an approval, a digest, a redaction that somebody put in', async () => {
  const text = await writeSaved(CASE, KEY);
  for (const [from, to] of [['"digest": "d"', '"digest": "e"'], ['"leftOut": false', '"leftOut": true'], ['"boxes": null', '"boxes": "{}"']]) {
    assert.ok(text.includes(from!));
    await assert.rejects(readSaved(text.replace(from!, to!), KEY), SavedError);
  }
});

test('no case at all gets a plain word', async () => {
  for (const text of ['', '[]', 'null', '{"format":"curtain-boxes"}', '{"format":"curtain-case","version":9}', '{"format":"curtain-case","version":1}']) {
    await assert.rejects(readSaved(text, KEY), SavedError);
  }
});

test('a saved case holds no UID that none of its images has', () => {
  const here = (uid: string, series: string) => ({ ...newItem(uid, new File([], uid), ''), instance: { uid, series: { uid: series } } }) as Item;
  const rules = [{ object: '1.2.840.99' }, { object: '2.25.1' }, { series: '2.25.8' }, { series: '2.25.9' }];
  const only = rules.map((whom) => ({ ...whom, attributes: { PatientSex: 'keep' } }));
  const profile = { ...CASE.profile, only } as unknown as Saved['profile'];
  const kept = saved(profile, [], null, [here('2.25.1', '2.25.7')], [], [here('2.25.2', '2.25.9')]);
  assert.deepEqual(kept.profile.only, [only[1], only[3]]);
  assert.ok(!JSON.stringify(kept).includes('1.2.840.99'));
});
