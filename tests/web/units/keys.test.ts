import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeyFileError, readKeyFile, writeKeyFile } from '../../../web/src/keys/key-file';
import { derive, fromHex, hex, problemOf } from '../../../web/src/keys/passphrase';
import { base64, seal } from '../../../web/src/share/seal';

const SALT = fromHex('000102030405060708090a0b0c0d0e0f');
const KEY = 'ab'.repeat(32);

test('a passphrase makes the key that the command line makes', async () => {
  // The same number stands in tests/test_keys.py.
  assert.match(hex(await derive('correct horse battery staple', SALT)), /^ef177144eec9420c/);
});

test('letters may be composed or not', async () => {
  assert.deepEqual(await derive('Köln', SALT), await derive('Ko\u0308ln', SALT));
  assert.notDeepEqual(await derive('Köln', SALT), await derive('Koln', SALT));
});

test('a passphrase is typed twice, is long enough, and is text', () => {
  assert.equal(problemOf('four horses in fog', 'four horses in fog', 12), null);
  assert.match(problemOf('four horses in fog', 'four horses in fox')!, /not the same/);
  assert.match(problemOf('', '')!, /Type a passphrase/);
  assert.match(problemOf('short', 'short', 12)!, /too short/);
  assert.match(problemOf('\ud800aaaaaaaaaaaaaa', '\ud800aaaaaaaaaaaaaa')!, /no character/);
});

test('a key file comes back', () => {
  for (const file of [{ key: KEY, salt: null }, { key: null, salt: hex(SALT) }] as const) assert.deepEqual(readKeyFile(writeKeyFile(file)), file);
});

test('a file with a salt holds no key', () => {
  assert.deepEqual(JSON.parse(writeKeyFile({ key: null, salt: hex(SALT) })), {
    format: 'curtain-key', version: 1, kdf: 'PBKDF2-SHA-256', iterations: 600000, salt: hex(SALT),
  });
});

const PASSPHRASE = { format: 'curtain-key', version: 1, kdf: 'PBKDF2-SHA-256', iterations: 600000, salt: hex(SALT) };
for (const [text, words] of [
  ['', /no key file/],
  ['null', /no key file/],
  ['[]', /no key file/],
  [JSON.stringify({ format: 'curtain-crosswalk', version: 1 }), /no key file/],
  [JSON.stringify({ ...PASSPHRASE, version: 2 }), /another version/],
  [JSON.stringify({ ...PASSPHRASE, version: true }), /another version/],
  [JSON.stringify({ ...PASSPHRASE, iterations: 1000 }), /another way/],
  [JSON.stringify({ ...PASSPHRASE, kdf: 'scrypt' }), /another way/],
  [JSON.stringify({ ...PASSPHRASE, key: KEY }), /neither/],
  [JSON.stringify({ ...PASSPHRASE, salt: 'zz'.repeat(16) }), /damaged/],
  [JSON.stringify({ format: 'curtain-key', version: 1, key: 'ab' }), /damaged/],
  [JSON.stringify({ format: 'curtain-key', version: 1 }), /neither/],
] as [string, RegExp][]) {
  test(`refused with a sentence: ${text.slice(0, 90)}`, () => {
    assert.throws(() => readKeyFile(text), (error: unknown) => error instanceof KeyFileError && words.test(error.sentence));
  });
}

test('a sealed text opens with its passphrase, and no two are alike', async () => {
  const envelope = JSON.parse(await seal('{"a": "Müller"}', 'four horses in fog')) as Record<string, string>;
  const again = JSON.parse(await seal('{"a": "Müller"}', 'four horses in fog')) as Record<string, string>;
  for (const name of ['salt', 'nonce', 'ciphertext']) assert.notEqual(envelope[name], again[name]);
  const open = async (passphrase: string) => {
    const raw = await derive(passphrase, fromHex(envelope.salt!));
    const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']);
    const additionalData = new TextEncoder().encode('curtain-crosswalk/1');
    const data = Uint8Array.from(atob(envelope.ciphertext!), (letter) => letter.charCodeAt(0));
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromHex(envelope.nonce!), additionalData }, key, data));
  };
  assert.equal(await open('four horses in fog'), '{"a": "Müller"}');
  await assert.rejects(open('four horses in fox'));
});

test('long data is one base64 text', () => {
  for (const length of [0, 1, 24575, 24576, 24577, 100_001]) {
    const bytes = Uint8Array.from({ length }, (_, at) => at * 7);
    assert.equal(base64(bytes), Buffer.from(bytes).toString('base64'));
  }
});
