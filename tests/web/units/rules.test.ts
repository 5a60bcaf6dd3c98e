import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HINTS, kindOf, overrideOf, TEXTS, titleOf, valueOf, whereOf } from '../../../web/src/rules/attributes';
import { say } from '../../../web/src/words';

const WORDS = { keep: 'It stays.', replace: 'Another text.', 'year only': 'Its year.' };

test('a line of a profile comes apart and together again', () => {
  for (const value of ['keep', { replace: 'a' }, { 'age band': '5' }, { script: '@keep()' }, { add: '' }]) {
    const { strategy, text } = overrideOf('PatientSex', value);
    assert.deepEqual(valueOf(strategy, text), value);
  }
  assert.equal(valueOf('remove', 'what was typed before'), 'remove');
});

test('a path says where it holds', () => {
  assert.equal(whereOf('PatientSex'), 'at every depth');
  assert.equal(whereOf('/PatientSex'), 'at the root only');
  assert.equal(titleOf('vr:DA'), 'All attributes of the kind DA');
  assert.equal(titleOf('(0009,"vr:DA",02)'), '(0009,"vr:DA",02)');
});

test('a whole kind can be named, anything else is for the search', () => {
  const found = kindOf(' vr:DA ', WORDS);
  assert.deepEqual(found?.strategies.map(({ name, text }) => [name, text]), [['keep', false], ['replace', true], ['year only', false]]);
  assert.equal(found?.path, 'vr:DA');
  for (const query of ['', 'vr:da', 'vr:DAX', 'PatientSex', 'x vr:DA']) assert.equal(kindOf(query, WORDS), null, query);
});

test('every text is asked for by name', () => {
  assert.ok(Object.values(TEXTS).every((id) => say(id)) && Object.values(HINTS).every((id) => say(id).endsWith('.')));
});
