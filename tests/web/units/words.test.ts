/** The catalogue: how messages become texts. */
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { say, sayWith, speak, type Language } from '../../../web/src/words';
import { english } from '../../../web/src/words/en';
import { LANGUAGES } from '../../../web/src/words/languages';
import { bytes, duration } from '../../../web/src/words/numbers';
import { pseudo } from '../../../web/src/words/pseudo';

const page = { lang: '' };
Object.assign(globalThis, { document: { documentElement: page } });
afterEach(() => speak('en'));

/** Speaks a language that only the test knows. */
function speakAs(language: string, catalogue: (typeof LANGUAGES)[Language]): void {
  Object.assign(LANGUAGES, { [language]: catalogue });
  speak(language as Language);
}

const element = (name: string) => ({ type: name, props: {}, key: null }) as never;

test('one, none and many: the words follow the number', () => {
  assert.equal(say('files', { files: 1 }), '1 file');
  assert.equal(say('files', { files: 0 }), '0 files');
  assert.equal(say('drop-unreadable', { unreadable: 1 }), '1 file or folder could not be opened.');
  assert.equal(say('drop-unreadable', { unreadable: 2 }), '2 files or folders could not be opened.');
  assert.equal(say('summary-areas', { areas: 0 }), 'none');
});

test('a number is grouped, also in a message within a message; a text of digits is not', () => {
  assert.equal(say('files', { files: 3000 }), '3,000 files');
  assert.equal(say('outcome-clean', { files: 20_000 }), '20,000 files de-identified');
  assert.equal(say('series-of-number', { modality: 'CT', number: String(3000) }), 'CT series 3000');
});

test('sizes and times', () => {
  assert.deepEqual([0, 999, 1000, 123_456, 2.5e9].map(bytes), ['0 B', '999 B', '1.0 kB', '123 kB', '2.5 GB']);
  assert.deepEqual([0.4, 42, 600, 7260].map(duration), ['less than a second', '42 s', '10 min', '2 h 1 min']);
});

test('values stand in a text as they are', () => {
  for (const name of ['a { $b }', '“quoted” \\u0041', '<b>', '*[other]', '  spaces  ', 'ÄÖÜ אבג', '', '0']) {
    assert.equal(say('saved-case-saved', { name }), `Saved ${name}.`);
  }
});

test('elements stand where the text has them, in whatever order they are given', () => {
  const [host, signIn] = [element('b'), element('i')];
  assert.deepEqual(sayWith('way-upload', { signIn, host }), ['', host, ', STOW-RS, ', signIn, '']);
  const again = element('a');
  assert.deepEqual(sayWith('pack-saved-text', { again, files: 1, size: '12 kB' }).slice(0, 2), ['1 file, ', '12 kB']);
  assert.equal(sayWith('pack-saved-text', { again, files: 3000, size: '1 GB' }).at(-2), again);
});

test('values beside elements stay as they are', () => {
  for (const study of ['0', '{ $pseudonym }', '<b>Ünï</b>', '']) {
    assert.deepEqual(sayWith('pictures-study-of', { pseudonym: 'P1', study }), ['Patient ', 'P1', ' · ', study, '']);
  }
});

test('the disguise changes words and no values, and leaves nothing plain', () => {
  speak('en-XA');
  assert.equal(page.lang, 'en-XA');
  const text = say('pack-changed', { name: 'patient/0001.dcm' });
  assert.match(text, /patient\/0001\.dcm/);
  assert.doesNotMatch(text.replace('patient/0001.dcm', ''), /[A-Za-z]/);
  assert.equal(say('files', { files: 3000 }), `3,000 ${pseudo('files')}`);
  assert.doesNotMatch(say('failed-worker-died'), /[A-Za-z]/, 'terms are words too');
  const [before, host] = sayWith('requests-all-to', { requests: 2, host: element('b') });
  assert.doesNotMatch(String(before), /[A-Za-z]/);
  assert.deepEqual(host, element('b'));
  assert.ok(pseudo('Choose a folder').length > 1.2 * 'Choose a folder'.length);
});

test('what a language lacks is said in English', () => {
  speakAs('de', { resources: english.slice(0, 1), transform: pseudo });
  assert.equal(say('clear-keep'), pseudo('Keep it'));
  assert.equal(say('drop-title'), 'Drop a folder or files');
  speakAs('de', { resources: [] });
  assert.equal(say('files', { files: 3000 }), '3,000 files');
});

test('numbers are written as the language writes them', () => {
  speakAs('de', LANGUAGES.en);
  assert.equal(say('number', { number: 3000 }), '3.000');
});

test('back in English nothing stays disguised', () => {
  speak('en-XA');
  speak('en');
  assert.equal(say('cancel'), 'Cancel');
  assert.equal(page.lang, 'en');
});
