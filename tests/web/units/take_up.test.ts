import '../empty_browser';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engine } from '../../../web/src/case/engine';
import { caseKey } from '../../../web/src/case/key';
import { profile } from '../../../web/src/case/profile';
import { writeSaved, type Saved } from '../../../web/src/case/saved';
import { savedCase, takeUp } from '../../../web/src/case/take-up';

test('whoever takes up a case hears of the rules that the site does not allow', async () => {
  const wanted = { ...profile.value, attributes: { DeviceSerialNumber: 'keep' } };
  const imported = { profile: profile.value, leftOut: [{ path: 'DeviceSerialNumber', why: 'locked' }] };
  Object.assign(engine, { profileText: async () => '', importScript: async () => imported });
  const content = { profile: wanted, boxes: null, answer: null, instances: [] } as unknown as Saved;
  assert.equal((await takeUp(await writeSaved(content, caseKey()))).refused, 1);
});

test('whoever saves a case hears of the rules that are for nothing in it', async () => {
  assert.equal((await savedCase()).behind, 0);
  profile.value = { ...profile.value, only: [{ series: '1.2.840.99', attributes: { PatientSex: 'keep', StudyDate: 'keep' } }] };
  const { blob, behind } = await savedCase();
  assert.equal(behind, 2);
  assert.ok(!(await blob.text()).includes('1.2.840.99'));
});
