/** Encrypts a crosswalk: the envelope of `curtain.share.crosswalk`, AES-256-GCM under a key from a passphrase. */
import { derive, hex, ITERATIONS, KDF, random, SALT_BYTES } from '../keys/passphrase';

const FORMAT = 'curtain-crosswalk';
const VERSION = 1;
const ADDITIONAL_DATA = new TextEncoder().encode(`${FORMAT}/${VERSION}`);
const NONCE_BYTES = 12;

/** The text of the file. `plain` is the crosswalk as JSON. */
export async function seal(plain: string, passphrase: string): Promise<string> {
  const salt = random(SALT_BYTES);
  const nonce = random(NONCE_BYTES);
  const raw = await derive(passphrase, salt);
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
  raw.fill(0);
  const data = new TextEncoder().encode(plain);
  const cipher = { name: 'AES-GCM', iv: nonce, additionalData: ADDITIONAL_DATA };
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt(cipher, key, data));
  data.fill(0);
  const envelope = {
    format: FORMAT,
    version: VERSION,
    kdf: KDF,
    iterations: ITERATIONS,
    salt: hex(salt),
    cipher: 'AES-256-GCM',
    nonce: hex(nonce),
    ciphertext: base64(ciphertext),
  };
  return `${JSON.stringify(envelope, null, 1)}\n`;
}

/** A piece at a time: a function takes only so many arguments. The pieces are multiples of three, so that no padding stands inside. */
export function base64(bytes: Uint8Array): string {
  const PIECE = 3 << 13;
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  return text;
}
