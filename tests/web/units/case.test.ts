import assert from 'node:assert/strict';
import { test } from 'node:test';
import { group } from '../../../web/src/case/group';
import { add, change, EMPTY, redo, remember, remove, undo } from '../../../web/src/case/history';
import { displaced } from '../../../web/src/case/displaced';
import { canApprove, isStale, newItem, type Item } from '../../../web/src/case/model';
import { findImages, writeBoxes } from '../../../web/src/case/boxes';
import { changedFrames, cropFor, rectangle, redactionsFor, type Shape } from '../../../web/src/case/shapes';
import { markOfProfile, profileOfMark, showsTheSame } from '../../../web/src/case/profile-marks';
import { statusOf } from '../../../web/src/case/status';
import { readCrop, readRedactions, readRules, subjectOf, wish } from '../../../web/src/case/wanted';
import { BY_ITSELF, IN_PROJECTION, isEnough, looked, ON_SHEET, seenToo } from '../../../web/src/case/seen';
import type { Instance, Profile, Risk } from '../../../web/src/engine/types';

const IMAGE = {
  rows: 10, columns: 20, frames: 3, photometric: 'MONOCHROME2', bitsStored: 12, pixelAspect: 1, cannotShow: null, cannotRedact: null, cannotCrop: null,
  redactedSyntax: null, grows: null, shows: '',
};

const RISKY: Risk = { level: 'look at each frame', reasons: ['It is a scan.'], rank: 3 };
const OVERVIEW: Risk = { level: 'overview', reasons: ['As a scanner made it.'], rank: 9 };

function instance(name: string, more: Partial<Instance> = {}): Instance {
  return {
    name, size: 1, patient: 'P', study: { uid: 'st', description: '', date: '' },
    series: { uid: 'se', number: 1, modality: 'CT', description: '' }, uid: name, number: null, position: null, sopClass: 'CT',
    transferSyntax: '', image: IMAGE, actions: {}, attributes: '[]', references: {}, pointsByPixels: false, notes: [], risk: RISKY,
    redactions: null, proposals: [], ...more,
  };
}

function clean(id: string, more: Partial<Item> = {}): Item {
  const mark = 'p1|[]|reviewed|r1';
  return {
    ...newItem(id, new File([], id), id),
    stage: 'clean',
    plan: { mark: 'p1', patient: { pseudonym: 'P', split: null, secrets: null } },
    wanted: mark,
    instance: instance(id),
    candidate: { blob: new Blob([]), digest: 'd', serial: 1, mark },
    seen: new Uint8Array(3),
    ...more,
  };
}

const shape = (id: string, target: Shape['target'], x = 1): Shape => {
  return { ...rectangle({ x, y: 2, width: 3, height: 4 }), id, target };
};
const series = shape('s', { kind: 'series', series: 'se', rows: 10, columns: 20 });
const frame = shape('f', { kind: 'frame', item: 'a', frame: 1 });

test('instances stand by position, then number, then name', () => {
  const items = [
    clean('d', { instance: instance('d', { position: null, number: 1 }) }),
    clean('c', { instance: instance('c', { position: null, number: 1 }) }),
    clean('b', { instance: instance('b', { position: 5, number: 1 }) }),
    clean('a', { instance: instance('a', { position: -5, number: 9 }) }),
  ];
  const [only] = group(items)[0]!.studies[0]!.series;
  assert.deepEqual(only!.ids, ['a', 'b', 'c', 'd']);
});

test('the stack runs through the frames of each instance; an object without an image stands once', () => {
  const items = [clean('a'), clean('b', { instance: instance('b', { image: null }) })];
  const [only] = group(items)[0]!.studies[0]!.series;
  assert.deepEqual(only!.stack.map(({ id, frame }) => `${id}${frame}`), ['a0', 'a1', 'a2', 'b0']);
});

test('what is not clean is in no series', () => {
  assert.deepEqual(group([clean('a', { stage: 'quarantined' }), newItem('b', new File([], 'b'), 'b')]), []);
});

test('a series redaction holds for images of the same size only', () => {
  const subject = { id: 'a', series: 'se', rows: 10, columns: 20, frames: 3 };
  assert.deepEqual(redactionsFor([series], subject), [{ frame: null, x: 1, y: 2, width: 3, height: 4 }]);
  assert.deepEqual(redactionsFor([series], { ...subject, rows: 11 }), []);
  assert.deepEqual(redactionsFor([series], { ...subject, series: 'other' }), []);
  assert.equal(redactionsFor([frame], subject)[0]!.frame, 1);
  assert.deepEqual(redactionsFor([frame], { ...subject, id: 'b' }), []);
});

test('a range is asked for frame by frame, and what an image does not have of it once', () => {
  const subject = { id: 'a', series: 'se', rows: 10, columns: 20, frames: 3 };
  const frames = (target: Shape['target']) => redactionsFor([shape('r', target)], subject).map((each) => each.frame);
  assert.deepEqual(frames({ kind: 'range', item: 'a', first: 1, last: 2 }), [1, 2]);
  assert.deepEqual(frames({ kind: 'range', item: 'b', first: 1, last: 2 }), []);
  assert.deepEqual(frames({ kind: 'series', series: 'se', rows: 10, columns: 20, only: [1, 900_000] }), [1, 2, 3]);
  assert.deepEqual(frames({ kind: 'case', rows: 10, columns: 20, only: [7, 9] }), [7]);
  assert.deepEqual(frames({ kind: 'images', items: ['b', 'a'] }), [null]);
  assert.deepEqual(frames({ kind: 'images', items: ['b'] }), []);
});

test('what is for the image comes before what is for its series and the case, as the command has it', () => {
  const subject = { id: 'a', series: 'se', rows: 10, columns: 20, frames: 3 };
  const everywhere = shape('c', { kind: 'case', rows: 10, columns: 20 }, 3);
  const own = shape('o', { kind: 'frames', item: 'a' }, 7);
  assert.deepEqual(redactionsFor([everywhere, series, own], subject).map(({ x }) => x), [7, 1, 3]);
});

test('redactions come back from the file as they were', () => {
  const items = [clean('a'), clean('b')];
  const drawn = [
    frame,
    shape('g', { kind: 'range', item: 'b', first: 1, last: 2 }),
    shape('h', { kind: 'frames', item: 'b' }),
    series,
    shape('i', { kind: 'case', rows: 10, columns: 20, only: [0, 1] }),
    { ...shape('j', { kind: 'frames', item: 'a' }), kind: 'polygon', points: [[1, 2], [4, 2], [4, 6]], fill: 'white', outside: true } as const,
    { ...shape('k', { kind: 'case', rows: 10, columns: 20 }), crop: true } as const,
  ];
  const text = writeBoxes(drawn, (id) => items.find((each) => each.id === id))!;
  const defaults = { instance: '', series: '', rows: 0, columns: 0, frames: null };
  const listed = JSON.parse(text).boxes.map((box: object) => ({ ...defaults, ...box }));
  const crops = JSON.parse(text).crops.map((crop: object) => ({ instance: '', series: '', ...crop }));
  const found = findImages({ boxes: listed, crops }, items);
  assert.deepEqual(found.shapes, drawn.map(({ id: _, ...rest }) => rest));
  assert.equal(found.images, 2);
  assert.equal(found.without, 0);
});

test('what was drawn once for some images of a stack comes back as one redaction', () => {
  const slice = { rows: 10, columns: 20, frames: 1 };
  const items = ['a', 'b', 'c'].map((id) => {
    const made = clean(id);
    return { ...made, instance: { ...made.instance!, image: { ...made.instance!.image!, ...slice } } };
  });
  const drawn = [
    shape('g', { kind: 'images', items: ['a', 'b', 'c'] }),
    shape('h', { kind: 'images', items: ['a', 'c'] }, 5),
    shape('i', { kind: 'frames', item: 'b' }, 7),
  ];
  const text = writeBoxes(drawn, (id) => items.find((each) => each.id === id))!;
  const listed = JSON.parse(text).boxes.map((box: object) => ({ series: '', frames: null, ...box }));
  assert.deepEqual(findImages({ boxes: listed, crops: [] }, items).shapes, drawn.map(({ id: _, ...rest }) => rest));
});

test('boxes for images of another case or size do nothing', () => {
  const box = { instance: '', series: '', rows: 10, columns: 20, frames: null, x: 0, y: 0, width: 1, height: 1 };
  const boxes = [
    { ...box, instance: 'zz' },
    { ...box, instance: 'a', rows: 11 },
    { ...box, series: 'other' },
    { ...box, columns: 21 },
    { ...box, instance: 'a', rows: 0, columns: 0 },
  ];
  const found = findImages({ boxes, crops: [] }, [clean('a'), clean('q', { stage: 'quarantined' })]);
  assert.equal(found.without, 4);
  assert.deepEqual(found.shapes.map(({ target }) => target), [{ kind: 'frames', item: 'a' }]);
});

test('only frames whose redactions differ have changed', () => {
  const one = { frame: 1, x: 0, y: 0, width: 1, height: 1 };
  const all = { ...one, frame: null };
  assert.deepEqual(changedFrames([one], [one]), new Set());
  assert.deepEqual(changedFrames([], [one]), new Set([1]));
  assert.deepEqual(changedFrames([one], [{ ...one, x: 5, frame: 2 }]), new Set([1, 2]));
  assert.equal(changedFrames([one], [one, all]), null);
});

test('a redaction takes the approval, and what was seen of the frames it changes', () => {
  const item = clean('a', { seen: new Uint8Array([1, 1, 1]) });
  assert.equal(wish(item, [], 'r1'), null);
  const change = wish(item, [frame], 'r1')!;
  assert.equal(change.approval, null);
  assert.deepEqual([...change.seen!], [1, 0, 1]);
  assert.equal(isStale({ ...item, ...change }), true);
  assert.deepEqual([...wish(item, [series], 'r1')!.seen!], [0, 0, 0]);
});

test('other rules take the approval, and what was seen only where images may show something else', () => {
  const item = clean('a', { seen: new Uint8Array([1, 1, 1]) });
  const device = wish(item, [], 'r2')!;
  assert.equal(device.approval, null);
  assert.deepEqual([...device.seen!], [1, 1, 1]);
  assert.equal(isStale({ ...item, ...device }), true);
  assert.deepEqual([...wish(item, [], 'r3g')!.seen!], [0, 0, 0]);
});

test('equal profiles have one mark, and a mark leads back to its profile', () => {
  const profile: Profile = {
    version: 1, name: 'x', options: ['retain-uids'], shift_days: 1, birth_year: false, long_text: false, keep_words: [], keep_texts: [],
    attributes: { PatientSex: 'keep', PatientAge: { 'age band': '10' } }, classes: {}, lookup: [], ctp_hashes: false, salt: '',
  };
  const mark = markOfProfile(profile);
  const attributes = { PatientAge: { 'age band': '10' }, PatientSex: 'keep' };
  assert.equal(markOfProfile({ ...profile, attributes }), mark);
  assert.equal(markOfProfile({ ...profile, name: 'y', salt: '00' }), mark, 'these do nothing');
  assert.equal(profileOfMark(mark), profile);
  for (const change of [
    { attributes: { PatientSex: 'keep' } }, { keep_words: ['x'] }, { keep_texts: ['x'] }, { classes: { report: 'hold back' } as const },
    { lookup: [['a', 'b']] as const }, { ctp_hashes: true }, { long_text: true },
  ]) {
    assert.notEqual(markOfProfile({ ...profile, ...change }), mark, JSON.stringify(change));
  }
  const graphics = markOfProfile({ ...profile, options: ['clean-graphics'] });
  assert.notEqual(graphics, mark);
  assert.equal(showsTheSame(mark, graphics), false);
});

test('a waiver asks for another candidate', () => {
  assert.match(wish(clean('a', { waiver: 'because' }), [], 'r1')!.wanted!, /waived\|r1$/);
});

test('approving needs a digest, a fresh candidate, and every frame seen or a waiver', () => {
  const seen = { seen: new Uint8Array([1, 1, 1]) };
  assert.equal(canApprove(clean('a', seen)), true);
  assert.equal(canApprove(clean('a')), false);
  assert.equal(canApprove(clean('a', { seen: new Uint8Array([1, 1, 0]) })), false);
  assert.equal(canApprove(clean('a', { waiver: 'because' })), true);
  assert.equal(canApprove(clean('a', { ...seen, wanted: 'other' })), false);
  assert.equal(canApprove(clean('a', { ...seen, leftOut: true })), false);
  assert.equal(canApprove(clean('a', { ...seen, cannotShow: 'No.' })), false);
  assert.equal(canApprove(clean('a', { waiver: 'because', cannotShow: 'No.' })), false);
  assert.equal(canApprove(clean('a', { ...seen, stage: 'quarantined' })), false);
  const undigested = clean('a', seen);
  assert.equal(canApprove({ ...undigested, candidate: { ...undigested.candidate!, digest: null } }), false);
});

test('states of a series', () => {
  const state = (...items: Item[]) => {
    const all = new Map(items.map((item) => [item.id, item]));
    return statusOf(group(items)[0]!.studies[0]!.series[0]!, (id) => all.get(id)).state;
  };
  const seen = { seen: new Uint8Array([1, 1, 1]) };
  const approval = { blob: new Blob([]), digest: 'd', waiver: null };
  assert.equal(state(clean('a'), clean('b', seen)), 'needs eyes');
  assert.equal(state(clean('a', seen), clean('b', seen)), 'ready');
  assert.equal(state(clean('a', { approval }), clean('b')), 'needs eyes');
  assert.equal(state(clean('a', { approval }), clean('b', { leftOut: true })), 'approved');
  assert.equal(state(clean('a', { approval: { ...approval, waiver: 'because' } })), 'waived');
  assert.equal(state(clean('a', { leftOut: true })), 'left out');
  assert.equal(state(clean('a', { wanted: 'other' })), 'writing');
  assert.equal(state(clean('a', { cannotShow: 'No.' }), clean('b', seen)), 'cannot be shown');
});

test('undo and redo go back and forth through adding, changing and removing', () => {
  const moved = { ...frame, x: 9 };
  const steps = [EMPTY, add(EMPTY, [frame])];
  steps.push(change(steps[1]!, moved), remove(change(steps[1]!, moved), new Set(['f'])));
  let now = steps[3]!;
  for (const expected of [[moved], [frame], []]) assert.deepEqual((now = undo(now)!.drawing).shapes, expected);
  assert.equal(undo(now), null, 'nothing left to undo');
  for (const expected of [[frame], [moved], []]) assert.deepEqual((now = redo(now)!.drawing).shapes, expected);
  assert.equal(redo(now), null);
});

test('undo goes through decisions too, and redo gives none of them anew', () => {
  let now = remember(add(EMPTY, [frame]), { kind: 'leave out', ids: ['a'] });
  now = remember(now, { kind: 'approve', ids: ['b'] });
  const kinds = [1, 2, 3].map(() => {
    const step = undo(now)!;
    now = step.drawing;
    return step.delta.kind;
  });
  assert.deepEqual(kinds, ['approve', 'leave out', 'draw']);
  assert.deepEqual(now.undone.map(({ kind }) => kind), ['leave out', 'draw']);
  assert.deepEqual(redo(now)!.drawing.shapes, [frame]);
  assert.equal(remember(now, { kind: 'approve', ids: [] }), now, 'nothing was done');
});

test('a crop is one of the image, its series or the case, and changes what was seen of all frames', () => {
  const cut = (id: string, target: Shape['target'], x: number) => ({ ...shape(id, target, x), crop: true }) as const;
  const everywhere = cut('c', { kind: 'case', rows: 10, columns: 20 }, 3);
  const own = cut('o', { kind: 'frames', item: 'a' }, 7);
  const item = clean('a', { seen: new Uint8Array([1, 1, 1]) });
  const subject = subjectOf(item)!;
  assert.equal(cropFor([everywhere, own], subject)!.x, 7);
  assert.deepEqual(redactionsFor([everywhere, own], subject), []);
  const change = wish(item, [everywhere, frame], 'r1')!;
  assert.deepEqual([...change.seen!], [0, 0, 0]);
  assert.deepEqual(readCrop(change.wanted!), { x: 3, y: 2, width: 3, height: 4 });
  assert.equal(readRules(change.wanted!), 'r1');
  assert.equal(readRedactions(change.wanted!).length, 1);
});

test('shapes of a cut image have the size of its source', () => {
  const boxes = { boxes: [], syntax_before: '', syntax_after: '', untouched: 0 };
  const crop = { asked: [5, 2, 8, 6], kept: [5, 2, 8, 6], size: [20, 10] as [number, number] };
  const cut = instance('a', { image: { ...IMAGE, rows: 6, columns: 8 }, redactions: { ...boxes, crop } });
  assert.deepEqual(subjectOf(clean('a', { instance: cut })), { id: 'a', series: 'se', rows: 10, columns: 20, frames: 3 });
});

test('a new change forgets what was undone; a change that changes nothing is none', () => {
  const one = add(EMPTY, [frame]);
  assert.equal(change(one, { ...frame }), one);
  assert.equal(remove(one, new Set(['other'])), one);
  assert.deepEqual(add(undo(one)!.drawing, [series]).undone, []);
});

// --- What was seen, and how

test('an overview is enough only for what the header gives to one', () => {
  const seen = new Uint8Array([BY_ITSELF, ON_SHEET, IN_PROJECTION]);
  const scan = clean('a', { seen });
  assert.deepEqual(scan.seen.map((how) => Number(isEnough(scan, how))), new Uint8Array([1, 0, 0]));
  assert.equal(canApprove(scan), false);
  const slices = clean('a', { seen, instance: instance('a', { risk: OVERVIEW }) });
  assert.equal(canApprove(slices), true);
  assert.deepEqual(looked([slices, scan]), { itself: 2, sheet: 1, projection: 1, open: 2 });
});

test('how a frame was seen closest is kept', () => {
  const seen = new Uint8Array([0, IN_PROJECTION, BY_ITSELF]);
  assert.deepEqual(seenToo(seen, 0, IN_PROJECTION), new Uint8Array([IN_PROJECTION, IN_PROJECTION, BY_ITSELF]));
  assert.deepEqual(seenToo(seen, 1, ON_SHEET), new Uint8Array([0, ON_SHEET, BY_ITSELF]));
  assert.equal(seenToo(seen, 1, IN_PROJECTION), null);
  assert.equal(seenToo(seen, 2, ON_SHEET), null);
  assert.equal(seenToo(seen, 3, BY_ITSELF), null, 'there is no such frame');
});

test('series stand by risk, then number; the worst image of a series decides', () => {
  const of = (id: string, uid: string, number: number, risk: Risk) =>
    clean(id, { instance: instance(id, { series: { uid, number, modality: 'CT', description: '' }, risk }) });
  const items = [
    of('a', 'x', 1, OVERVIEW), of('b', 'y', 2, OVERVIEW), of('c', 'z', 3, OVERVIEW), of('d', 'z', 3, RISKY),
  ];
  const all = group(items)[0]!.studies[0]!.series;
  assert.deepEqual(all.map(({ uid }) => uid), ['z', 'x', 'y']);
  assert.deepEqual(all[0]!.risk, { level: 'look at each frame', reasons: ['It is a scan.'], rank: 3, closely: 3 });
  assert.equal(all[1]!.risk.level, 'overview');
});

test('only what points by pixels into a cropped image is displaced', () => {
  const record = { boxes: [], syntax_before: 'RLE Lossless', syntax_after: 'RLE Lossless', untouched: 0 };
  const crop = { asked: [1, 1, 4, 4], kept: [1, 1, 4, 4], size: [20, 10] as [number, number] };
  const references = { ReferencedImageSequence: ['image'] };
  const state = instance('state', { pointsByPixels: true, references });
  const other = instance('other', { references });
  const image = instance('image', { redactions: { ...record, crop } });
  assert.deepEqual(displaced([image, state, other]), new Set(['state']));
  assert.deepEqual(displaced([instance('image', { redactions: record }), state, other]), new Set());
});
