/** Rules for one series or one object: whom they concern, and which profile a file has. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY, redo, ruled, undo } from '../../../web/src/case/history';
import { CASE, concerns, profileFor, ruleFor, withoutStrangers, withRule, type Scope } from '../../../web/src/case/only';
import { markOfProfile } from '../../../web/src/case/profile-marks';
import { readRules, withRules } from '../../../web/src/case/wanted';
import type { Profile } from '../../../web/src/engine/types';

const BASIC: Profile = {
  version: 1, name: 'x', options: [], shift_days: 3650, birth_year: false, long_text: false, keep_words: [], keep_texts: [],
  attributes: {}, classes: {}, lookup: [], ctp_hashes: false, salt: '',
};
const SERIES: Scope = { kind: 'series', uid: '2.25.1' };
const OBJECT: Scope = { kind: 'object', uid: '2.25.11' };

const instance = (uid: string, series: string) => ({ uid, series: { uid: series } });
const FIRST = instance('2.25.11', '2.25.1');
const SECOND = instance('2.25.12', '2.25.1');
const OTHER = instance('2.25.21', '2.25.2');

const having = (profile: Profile, scope: Scope, path: string, value: string | null): Profile => ({
  ...profile,
  ...withRule(profile, scope, path, value),
});

test('a rule concerns the files that it is for, and any that nobody has named yet', () => {
  assert.deepEqual([FIRST, SECOND, OTHER, null].map((each) => concerns(SERIES, each)), [true, true, false, true]);
  assert.deepEqual([FIRST, SECOND, OTHER, null].map((each) => concerns(OBJECT, each)), [true, false, false, true]);
  assert.ok([FIRST, SECOND, OTHER, null].every((each) => concerns(CASE, each)));
});

test('a rule is put in, changed and taken out, and leaves nothing behind', () => {
  const one = having(BASIC, OBJECT, '/PatientSex', 'keep');
  assert.deepEqual(one.only, [{ object: '2.25.11', attributes: { '/PatientSex': 'keep' } }]);
  assert.equal(ruleFor(one, OBJECT, '/PatientSex'), 'keep');
  assert.equal(ruleFor(one, SERIES, '/PatientSex'), null);
  assert.equal(ruleFor(one, CASE, '/PatientSex'), null);
  assert.deepEqual(having(one, OBJECT, '/PatientSex', 'remove').only, [{ object: '2.25.11', attributes: { '/PatientSex': 'remove' } }]);
  assert.deepEqual(having(one, OBJECT, '/PatientSex', null).only, []);
  assert.deepEqual(having(having(BASIC, CASE, 'A', 'keep'), CASE, 'A', null).attributes, {});
});

test('two profiles with the same rules are the same text, in whatever order they were made', () => {
  const one = having(having(BASIC, SERIES, 'A', 'keep'), OBJECT, 'A', 'remove');
  const other = having(having(BASIC, OBJECT, 'A', 'remove'), SERIES, 'A', 'keep');
  assert.equal(markOfProfile(one), markOfProfile(other));
});

test('what does not concern a file is no part of its mark', () => {
  const before = markOfProfile(BASIC);
  const both = having(having(BASIC, SERIES, 'A', 'keep'), OBJECT, 'A', 'remove');
  const [first, second, other] = [FIRST, SECOND, OTHER].map((each) => markOfProfile(profileFor(both, each)));
  assert.equal(other, before);
  assert.equal(new Set([first, second, before]).size, 3);
  assert.equal(second, markOfProfile(having(BASIC, SERIES, 'A', 'keep')));
  // Nobody knows yet which of them concern it.
  assert.equal(profileFor(both, null), both);
  // Once all are taken out again the mark is as it was, so that nothing is written anew.
  const without = having(having(both, SERIES, 'A', null), OBJECT, 'A', null);
  assert.equal(markOfProfile(profileFor(without, FIRST)), markOfProfile(without));
});

test('a copy has the mark of what it was made of, and of its own rules', () => {
  const copy = instance('2.25.31', '2.25.3');
  const both = having(having(BASIC, SERIES, 'A', 'keep'), OBJECT, 'A', 'remove');
  assert.equal(markOfProfile(profileFor(both, copy)), markOfProfile(BASIC));
  assert.equal(markOfProfile(profileFor(both, copy, [FIRST])), markOfProfile(profileFor(both, FIRST)));
  const own = having(both, { kind: 'object', uid: copy.uid }, 'B', 'keep');
  assert.equal(markOfProfile(profileFor(own, copy, [FIRST])), markOfProfile(own));
  // One of the same series has what is said of that once.
  assert.deepEqual(profileFor(both, SECOND, [FIRST]).only, both.only);
});

test('thousands of files with the same rules share one profile', () => {
  let many = BASIC;
  for (let number = 0; number < 200; number += 1) many = having(many, { kind: 'object', uid: `2.25.9${number}` }, 'A', 'keep');
  const files = Array.from({ length: 3000 }, (_, number) => instance(`2.25.9${number}`, '2.25.1'));
  const profiles = new Set(files.map((each) => profileFor(many, each)));
  assert.equal(profiles.size, 201);
  assert.equal(profileFor(many, files[0]!), profileFor(many, files[0]!));
});

test('the mark of a profile can be told anew in what a candidate was written from', () => {
  const wanted = 'plan|[]|reviewed|r1|{"x":1}';
  assert.equal(withRules(wanted, 'r2g'), 'plan|[]|reviewed|r2g|{"x":1}');
  assert.equal(readRules(withRules('plan|[]|waived|r1', 'r3')), 'r3');
});

test('a rule is a step that can be taken back and done again', () => {
  const step = { kind: 'rule', scope: OBJECT, path: '/PatientSex', before: null, after: 'keep' } as const;
  const done = ruled(EMPTY, step);
  const back = undo(done)!;
  assert.equal(back.delta, step);
  assert.deepEqual(back.drawing.undone, [step]);
  assert.equal(redo(back.drawing)!.delta, step);
});

test('rules that none of the files is for are left behind, whatever their UIDs are', () => {
  const old = having(BASIC, { kind: 'series', uid: '1.2.840.99' }, 'A', 'keep');
  const both = having(having(old, SERIES, 'A', 'keep'), OBJECT, 'A', 'remove');
  assert.deepEqual(withoutStrangers(both, [SECOND, OTHER]), having(BASIC, SERIES, 'A', 'keep'));
  // A series is no object.
  assert.deepEqual(withoutStrangers(both, [instance('2.25.1', '2.25.11')]), BASIC);
  assert.ok(!('only' in withoutStrangers(old, [FIRST])));
});
