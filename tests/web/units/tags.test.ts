/** The tree of attributes: what is in sight, what a search and a filter leave, what differs over a series, how a rule names a place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TagRow } from '../../../web/src/engine/types';
import { Comparison, evenly, TOLD } from '../../../web/src/tags/differs';
import { filtered, hasRisk, isChanged, type Risk, RISKS } from '../../../web/src/tags/filter';
import { aroundInWords, everywhereOf, isCreator, placeOf } from '../../../web/src/tags/rule-path';
import { holds, inSight, treeOf } from '../../../web/src/tags/tree';

/** An attribute that stays, with a value. */
function row(path: string, keyword = '', more: Partial<TagRow> = {}): TagRow {
  const depth = path.split('].').length - 1;
  return { path, depth, tag: path.slice(-11), keyword, vr: 'LO', before: 'x', after: 'x', action: 'keep', why: '', ...more };
}

const GONE = { action: 'remove', after: null } as const;
const SEQUENCE = { vr: 'SQ', before: '2 items', after: '2 items' };

/** A sequence of two items, with a sequence in the second. */
const ROWS = [
  row('(0008,0060)', 'Modality', { vr: 'CS' }),
  row('(0040,0275)', 'RequestAttributesSequence', SEQUENCE),
  row('(0040,0275)[1].(0040,0009)', 'ScheduledProcedureStepID', GONE),
  row('(0040,0275)[2].(0008,1110)', 'ReferencedStudySequence', { ...SEQUENCE, before: '1 item', after: '1 item' }),
  row('(0040,0275)[2].(0008,1110)[1].(0008,1155)', 'ReferencedSOPInstanceUID', { vr: 'UI', action: 'new UID', after: 'y' }),
  row('(0040,0275)[2].(0040,1001)', 'RequestedProcedureID'),
  row('(0040,0280)', 'CommentsOnThePerformedProcedureStep', GONE),
];

// --- The tree

test('items stand between a sequence and what it holds', () => {
  const nodes = treeOf(ROWS);
  const told = nodes.map(({ key, level, parent, end, changed }) => [key, level, parent, end, changed]);
  assert.deepEqual(told, [
    ['(0008,0060)', 0, -1, 1, 0],
    ['(0040,0275)', 0, -1, 9, 2],
    ['(0040,0275)[1]', 1, 1, 4, 1],
    ['(0040,0275)[1].(0040,0009)', 2, 2, 4, 0],
    ['(0040,0275)[2]', 1, 1, 9, 1],
    ['(0040,0275)[2].(0008,1110)', 2, 4, 8, 1],
    ['(0040,0275)[2].(0008,1110)[1]', 3, 5, 8, 1],
    ['(0040,0275)[2].(0008,1110)[1].(0008,1155)', 4, 6, 8, 0],
    ['(0040,0275)[2].(0040,1001)', 2, 4, 9, 0],
    ['(0040,0280)', 0, -1, 10, 0],
  ]);
  assert.equal(holds(nodes, 0), false);
  assert.equal(holds(nodes, 5), true);
});

test('nothing inside of what is closed is in sight', () => {
  const nodes = treeOf(ROWS);
  assert.deepEqual(inSight(nodes, () => false), [0, 1, 9]);
  assert.equal(inSight(nodes, () => true).length, nodes.length);
  assert.deepEqual(inSight(nodes, ({ key }) => key === '(0040,0275)'), [0, 1, 2, 4, 9]);
  // What is open inside of something closed stays open for later.
  assert.deepEqual(inSight(nodes, ({ key }) => key === '(0040,0275)[1]'), [0, 1, 9]);
});

test('a sequence that was removed without a word of its items is a leaf', () => {
  const nodes = treeOf([row('(0040,0275)', '', { ...SEQUENCE, ...GONE })]);
  assert.equal(holds(nodes, 0), false);
});

// --- Search and filter

test('a tag that is found keeps the sequences it stands in, and opens them', () => {
  const find = (search: string, changed = false) => {
    const { rows, open } = filtered(ROWS, search, changed ? isChanged : null);
    return [rows.map((each) => each.keyword), [...open].sort()];
  };
  assert.deepEqual(find('scheduled'), [['RequestAttributesSequence', 'ScheduledProcedureStepID'], ['(0040,0275)']]);
  assert.deepEqual(find('0008,1155')[1], ['(0040,0275)', '(0040,0275)[2].(0008,1110)']);
  assert.deepEqual(find('procedure x'), [
    ['RequestAttributesSequence', 'ScheduledProcedureStepID', 'RequestedProcedureID', 'CommentsOnThePerformedProcedureStep'],
    ['(0040,0275)'],
  ]);
  assert.equal(find('')[0]!.length, ROWS.length);
  assert.deepEqual(find('')[1], [], 'without a search all is closed');
  assert.equal(find('', true)[0]!.length, 5);
  assert.deepEqual(find('nowhere'), [[], []]);
});

test('a sequence that is found by its name keeps all that it holds, closed', () => {
  const { rows, open } = filtered(ROWS, 'requestattributes', null);
  assert.deepEqual(rows, ROWS.slice(1, 6));
  assert.deepEqual([...open], []);
  const changed = filtered(ROWS, 'requestattributes', isChanged);
  assert.deepEqual(changed.rows.map((each) => each.keyword).slice(1), [
    'ScheduledProcedureStepID', 'ReferencedStudySequence', 'ReferencedSOPInstanceUID',
  ]);
});

test('each risk is what its words say', () => {
  const risks = (each: TagRow) => RISKS.filter((risk: Risk) => hasRisk(each, risk));
  const tag = '(0010,0010)';
  assert.deepEqual(risks(row(tag)), ['text']);
  assert.deepEqual(risks(row(tag, '', { action: 'clean' })), ['text']);
  assert.deepEqual(risks(row(tag, '', GONE)), []);
  assert.deepEqual(risks(row(tag, '', { action: 'replace' })), [], 'a dummy is nobody’s text');
  assert.deepEqual(risks(row(tag, '', { after: '' })), []);
  assert.deepEqual(risks(row(tag, '', { vr: 'PN' })), ['names']);
  assert.deepEqual(risks(row(tag, '', { vr: 'DA' })), ['dates']);
  assert.deepEqual(risks(row(tag, '', { vr: 'DA', action: 'shift' })), []);
  assert.deepEqual(risks(row(tag, '', { vr: 'CS' })), []);
  assert.deepEqual(risks(row('(0009,1001)')), ['private']);
  assert.deepEqual(risks(row('(0009,1002)', '', { vr: 'DA' })), ['private', 'dates']);
  assert.deepEqual(risks(row('(0008,0100)', 'CodeValue', { vr: 'SH' })), []);
  const why = "The profile's own rule for this attribute; it must be there";
  assert.deepEqual(risks(row(tag, '', { why, action: 'empty', after: '' })), ['rule']);
});

// --- Over a series

test('what is done, a value and whether it is there at all are told where they differ', () => {
  const comparison = new Comparison();
  comparison.take([row('(0008,0060)'), row('(0008,0070)'), row('(0010,0010)'), row('(0020,0013)', '', { before: '1', after: '1' })]);
  comparison.take([row('(0008,0060)'), row('(0010,0010)', '', GONE), row('(0020,0013)', '', { before: '2', after: '2' })]);
  const differs = ['(0008,0060)', '(0008,0070)', '(0010,0010)', '(0020,0013)', '(7777,0000)'].filter((path) => comparison.differs(path));
  assert.deepEqual(differs, ['(0008,0070)', '(0010,0010)', '(0020,0013)']);
  assert.deepEqual(comparison.spreads.get('(0010,0010)')!.told.map(({ action, files }) => [action, files]), [['keep', 1], ['remove', 1]]);
});

test('of many values some are kept, and it is said that there are more', () => {
  const comparison = new Comparison();
  for (let number = 0; number < 3000; number += 1) comparison.take([row('(0020,0013)', '', { before: `${number}`, after: `${number}` })]);
  const { told, more, files } = comparison.spreads.get('(0020,0013)')!;
  assert.deepEqual([told.length, more, files], [TOLD, true, 3000]);
});

test('the attributes of all objects stand in the order of a file, items by number', () => {
  const comparison = new Comparison();
  const item = (number: number) => row(`(0040,0275)[${number}].(0040,0009)`);
  comparison.take([row('(0008,0060)'), row('(0040,0275)'), item(2), item(10)]);
  comparison.take([row('(0008,0070)'), row('(0040,0275)'), item(9), row('(0040,0280)')]);
  assert.deepEqual(comparison.rows().map(({ path }) => path), [
    '(0008,0060)', '(0008,0070)', '(0040,0275)', item(2).path, item(9).path, item(10).path, '(0040,0280)',
  ]);
});

test('attributes beyond the bound are not kept, which is told', () => {
  const comparison = new Comparison();
  comparison.take(Array.from({ length: 20_001 }, (_, at) => row(`(0040,0275)[${at + 1}].(0040,0009)`)));
  assert.equal(comparison.spreads.size, 20_000);
  assert.equal(comparison.cut, true);
});

test('some of many are evenly spread, with the first and the last', () => {
  const list = Array.from({ length: 3000 }, (_, at) => at);
  const some = evenly(list, 100);
  assert.deepEqual([some.length, new Set(some).size, some[0], some.at(-1)], [100, 100, 0, 2999]);
  assert.deepEqual(evenly([1, 2, 3], 100), [1, 2, 3]);
});

// --- How a rule names a place

const byPath = (rows: readonly TagRow[]) => new Map(rows.map((each) => [each.path, each]));

test('a rule for one place begins at the root and counts no items', () => {
  const place = placeOf(ROWS[4]!, byPath(ROWS))!;
  assert.equal(place, '/(0040,0275).(0008,1110).(0008,1155)');
  assert.equal(everywhereOf(place), '(0008,1155)');
  assert.deepEqual(aroundInWords(ROWS[4]!, byPath(ROWS)), 'item 1 of ReferencedStudySequence, in item 2 of RequestAttributesSequence');
  assert.equal(placeOf(ROWS[0]!, byPath(ROWS)), '/(0008,0060)');
});

test('a private attribute is named by the creator of its block, in its own item', () => {
  const rows = [
    row('(0009,0010)', '', { before: 'ACME 1.1' }),
    row('(0009,0011)', '', { before: 'OTHER (OLD)' }),
    row('(0009,1102)'),
    row('(0009,1001)', '', SEQUENCE),
    row('(0009,1001)[1].(000B,0010)', '', { before: 'INSIDE' }),
    row('(0009,1001)[1].(000B,1003)'),
    row('(0009,2003)'),
  ];
  const places = rows.map((each) => placeOf(each, byPath(rows)));
  assert.equal(places[2], '/(0009,"OTHER (OLD)",02)');
  assert.equal(everywhereOf(places[2]!), '(0009,"OTHER (OLD)",02)');
  assert.equal(places[5], '/(0009,"ACME 1.1",01).(000B,"INSIDE",03)');
  assert.deepEqual(rows.map(({ tag }) => isCreator(tag)), [true, true, false, false, true, false, false]);
  assert.equal(places[0], null, 'a creator stays and goes with its block');
  assert.equal(places[6], null, 'nobody says whose this is');
});
