/** config.json: what is taken, and that every refusal says where and what. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import defaults from '../../../web/config.json';
import schema from '../../../web/config.schema.json';
import { isSafeAddress } from '../../../web/src/config/address';
import { checkConfig } from '../../../web/src/config/check';
import { DEFAULT } from '../../../web/src/config/types';

const PAGE = 'https://curtain.example.org/tools/';
const DESTINATION = { name: 'Teaching Archive', kind: 'dicomweb', url: 'https://archive.example.org/dicom-web', authentication: 'basic' };
const EXTENSION = { wheel: 'extensions/site_rules-1.0-py3-none-any.whl', sha256: 'a'.repeat(64) };

const check = (value: unknown, page = PAGE) => checkConfig(JSON.stringify(value), page);
const withDestination = (change: object) => ({ destinations: [{ ...DESTINATION, ...change }] });
const withExtension = (change: object) => ({ extensions: [{ ...EXTENSION, ...change }] });

test('what the repository ships is right, and says what an empty one means', () => {
  assert.deepEqual(check(defaults).config, DEFAULT);
  assert.deepEqual(check({}).config, DEFAULT);
});

test('everything that the schema knows may be said', () => {
  const all = {
    $schema: 'config.schema.json', title: 'Curtain at St. Elsewhere', language: 'en', profile: 'basic', lockedOptions: [],
    destinations: [DESTINATION], idleMinutes: 30, extensions: [EXTENSION],
  };
  assert.deepEqual(Object.keys(all).sort(), Object.keys(schema.properties).sort());
  const { config, problems } = check(all);
  assert.equal(problems, null);
  assert.equal(config?.destinations[0]?.url, 'https://archive.example.org/dicom-web/');
  assert.deepEqual([config?.title, config?.idleMinutes], ['Curtain at St. Elsewhere', 30]);
});

test('a path belongs to the page’s own server', () => {
  const { config } = check(withDestination({ url: '/dicom-web/' }));
  assert.equal(config?.destinations[0]?.url, 'https://curtain.example.org/dicom-web/');
  assert.equal(check(withDestination({ url: '/dicom-web/' }), 'http://127.0.0.1:8000/').problems, null);
  assert.match(check(withDestination({ url: '/dicom-web/' }), 'http://10.0.0.7/').problems!.join(), /must be HTTPS/);
});

for (const [value, words] of [
  [{ titel: 'x' }, /^titel is not known\. Known are: title, language/],
  [{ title: 7 }, /^title must be the name/],
  [{ title: '' }, /^title must be/],
  [{ profile: 'none' }, /^profile must be "basic"/],
  [{ lockedOptions: ['retainUids'] }, /^lockedOptions\[0\] must be the name of an option: "clean-descriptors"/],
  [{ idleMinutes: '5' }, /^idleMinutes must be a number of minutes/],
  [{ idleMinutes: 0 }, /^idleMinutes must be/],
  [{ destinations: {} }, /^destinations must be a list/],
  [{ destinations: [null] }, /^destinations\[0\] must be a destination/],
  [{ destinations: [{ ...DESTINATION, name: undefined }] }, /^destinations\[0\]\.name is missing\.$/],
  [withDestination({ password: 'x' }), /^destinations\[0\]\.password is not known\./],
  [withDestination({ kind: 'xnat' }), /^destinations\[0\]\.kind must be "dicomweb"/],
  [withDestination({ authentication: 'oauth' }), /^destinations\[0\]\.authentication must be "none", "basic" or "bearer"/],
  [withDestination({ url: 'http://archive.example.org/' }), /^destinations\[0\]\.url must be HTTPS/],
  [withDestination({ url: 'http://127.0.0.1.example.org/' }), /must be HTTPS/],
  [withDestination({ url: 'ftp://archive.example.org/' }), /^destinations\[0\]\.url must be/],
  [withDestination({ url: '//archive.example.org/' }), /^destinations\[0\]\.url must be/],
  [withDestination({ url: 'https://me:secret@archive.example.org/' }), /^destinations\[0\]\.url must be/],
  [withDestination({ url: 'https://archive.example.org/?token=1' }), /^destinations\[0\]\.url must be/],
  [withDestination({ url: 'https://' }), /^destinations\[0\]\.url must be/],
  [{ destinations: [DESTINATION, DESTINATION] }, /^destinations\[1\]\.name stands there twice/],
  [withExtension({ sha256: 'A'.repeat(64) }), /^extensions\[0\]\.sha256 must be the SHA-256/],
  [withExtension({ wheel: '../x-1.0-py3-none-any.whl' }), /^extensions\[0\]\.wheel must be the path/],
  [withExtension({ wheel: 'https://pypi.org/x-1.0-py3-none-any.whl' }), /^extensions\[0\]\.wheel must be the path/],
  [withExtension({ wheel: 'x-1.0-cp314-cp314-linux_x86_64.whl' }), /pure Python/],
  [[], /^It must be one object/],
  [null, /^It must be one object/],
] as [unknown, RegExp][]) {
  test(`refused with a sentence: ${JSON.stringify(value)}`, () => {
    const { config, problems } = check(value);
    assert.equal(config, null);
    assert.equal(problems?.length, 1, problems?.join('\n'));
    assert.match(problems![0]!, words);
  });
}

test('all that is wrong is said at once', () => {
  assert.equal(check({ titel: 1, profile: 2, ...withDestination({ kind: 3, port: 4 }) }).problems?.length, 4);
  assert.match(checkConfig('{"title": }', PAGE).problems![0]!, /^It is no valid JSON/);
});

test('an IPv6 address is only for a page that lies there: no policy can name it', () => {
  const there = withDestination({ url: 'http://[::1]:8042/dicom-web' });
  assert.match(check(there).problems!.join(), /IPv6/);
  assert.equal(check(there, 'http://[::1]:8042/').problems, null);
});

test('names that every object has are not settings', () => {
  assert.match(check(JSON.parse('{"__proto__": {}}')).problems![0]!, /^__proto__ is not known/);
  assert.match(check({ constructor: 1 }).problems![0]!, /^constructor is not known/);
});

test('approved instances only go over HTTPS, or stay on this computer', () => {
  for (const address of ['https://a.example/', 'http://127.0.0.1:8042/', 'http://localhost/', 'http://[::1]:80/']) {
    assert.ok(isSafeAddress(address), address);
  }
  for (const address of ['http://a.example/', 'http://127.0.0.2/', 'http://localhost.example/', 'ws://localhost/', 'file:///x', '/x',
    'https://me@a.example/', 'https://a.example/?x', 'https://a.example/#x', '']) {
    assert.ok(!isSafeAddress(address), address);
  }
});
