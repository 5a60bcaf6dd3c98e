import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SurveyRow, SurveyValue } from '../../../web/src/engine/types';
import { isKept } from '../../../web/src/survey/kept';
import { filtered, isRisky, judgementOf, lastOf, sorted, stays } from '../../../web/src/survey/rows';

const value = (before: string | null, after: string | null): SurveyValue => ({
  before, kind: before === null ? 'absent' : before === '' ? 'empty' : 'value', files: 1, after: [after], afterMore: false,
});

function row(path: string, more: Partial<SurveyRow> = {}): SurveyRow {
  return {
    path, tag: '(0008,0000)', name: '', depth: 0, vr: 'LO', private: false, files: 2, patients: 2, patientsMore: false,
    distinct: 1, distinctMore: false, same: 'everywhere', values: [value('a', 'a')], valuesMore: false,
    doings: [{ action: 'keep', why: '', files: 2 }], left: { value: 2, empty: 0, dummy: 0 }, fixed: '', mark: `/${path}`,
    safe: 'keep', unsafe: 'remove', ...more,
  };
}

const REMOVED = { doings: [{ action: 'remove', why: '', files: 2 }], values: [value('a', null)] } as Partial<SurveyRow>;
const CLEANED = [{ action: 'clean', why: '', files: 2 }] as SurveyRow['doings'];
const paths = (rows: readonly SurveyRow[]) => rows.map((each) => each.path);

test('something stays where a value is kept, or a part of one', () => {
  assert.equal(stays(row('A')), true);
  assert.equal(stays(row('A', REMOVED)), false);
  assert.equal(stays(row('A', { doings: CLEANED, values: [value('CT MEIER', 'CT')] })), true);
  assert.equal(stays(row('A', { doings: CLEANED, values: [value('MEIER', '')] })), false);
  assert.equal(stays(row('A', { values: [value('', '')], left: { value: 0, empty: 2, dummy: 0 } })), false, 'nothing was there');
  const both = [...REMOVED.doings!, ...row('A').doings];
  assert.equal(stays(row('A', { doings: both })), true, 'removed in one file, kept in another');
});

test('what stays and tells patients apart comes first, and what somebody typed before numbers', () => {
  const rows = [
    row('Gone', { ...REMOVED, same: 'patient' }),
    row('Fixed', { fixed: 'It has a rule of its own.', same: 'patient' }),
    row('Number', { vr: 'IS', same: 'differs' }),
    row('Same'),
    row('Weight', { vr: 'DS', same: 'patient' }),
    row('Described', { same: 'differs' }),
    row('Typed', { same: 'patient' }),
    row('(0009,"M",01)', { vr: 'US', private: true, same: 'patient' }),
  ];
  assert.deepEqual(paths(sorted(rows, 'risk')), ['Typed', '(0009,"M",01)', 'Weight', 'Described', 'Same', 'Number', 'Fixed', 'Gone']);
  assert.deepEqual(paths(sorted(rows, 'standard')), paths(rows));
  assert.deepEqual(rows.filter(isRisky).map((each) => each.path), ['Described', 'Typed', '(0009,"M",01)']);
});

test('every word of a search is found in name, tag, path or value', () => {
  const rows = [
    row('StationName', { name: 'Station Name', tag: '(0008,1010)', values: [value('CT_SIEBEN', null)] }),
    row('Sequence.StationName', { name: 'Station Name', tag: '(0008,1010)' }),
  ];
  const found = (search: string) => paths(filtered(rows, search, 'all', {}));
  assert.deepEqual(found('station sieben'), ['StationName']);
  assert.deepEqual(found('0008,1010'), paths(rows));
  assert.deepEqual(found('sequence'), ['Sequence.StationName']);
  assert.deepEqual(found('acht'), []);
});

test('a judgement stands in the profile, as its own path says', () => {
  const one = row('StationName');
  assert.equal(judgementOf(one, { '/StationName': 'keep' }), 'safe');
  assert.equal(judgementOf(one, { '/StationName': 'remove' }), 'not safe');
  assert.equal(judgementOf(one, { '/StationName': { replace: 'X' } }), 'own rule');
  assert.equal(judgementOf(one, { StationName: 'remove' }), null);
  const fixed = row('PatientID', { fixed: 'It is always the pseudonym.', mark: '', safe: null, unsafe: null });
  assert.equal(judgementOf(fixed, { '': 'keep' }), null);
  assert.deepEqual(paths(filtered([one, fixed], '', 'unjudged', {})), ['StationName']);
  assert.deepEqual(paths(filtered([one, fixed], '', 'judged', { '/StationName': 'keep' })), ['StationName']);
});

test('the last of a path is told also where a creator has full stops', () => {
  assert.equal(lastOf('RequestAttributesSequence.ScheduledProcedureStepID'), 'ScheduledProcedureStepID');
  assert.equal(lastOf('StationName'), 'StationName');
  assert.equal(lastOf('(0009,"A.B C",02)'), '(0009,"A.B C",02)');
  assert.equal(lastOf('Sequence.(0009,"A.B (1)",02)'), '(0009,"A.B (1)",02)');
});

test('a kept word is the same word however it is written', () => {
  assert.equal(isKept('Quarzella', ['quarzella']), true);
  assert.equal(isKept('Scha\u0308del', ['Schädel']), true);
  assert.equal(isKept('Quarz', ['Quarzella']), false);
});
