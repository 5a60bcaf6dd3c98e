/** From a passphrase to a key: the numbers of `curtain.keys`, so that the command line makes the same. Pure, but for WebCrypto. */
import { say } from '../words';

export const KDF = 'PBKDF2-SHA-256';
export const ITERATIONS = 600_000;
export const SALT_BYTES = 16;
/** Of a passphrase that is chosen here: whoever has what it protects can try as many as he likes. */
export const SHORTEST = 12;

/** False where the page was opened over plain HTTP: browsers then keep their cryptography from it. */
export function hasCryptography(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (byte) => parseInt(byte, 16));
}

export function random(bytes: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(bytes));
}

/** Why it cannot be used, in a sentence; null when it can. */
export function problemOf(passphrase: string, again: string, shortest = 1): string | null {
  if (passphrase !== again) return say('passphrase-differs');
  // Half of a character that Python would not encode either.
  if (/\p{Surrogate}/u.test(passphrase)) return say('passphrase-no-character');
  if (passphrase.length === 0) return say('passphrase-missing');
  if ([...passphrase].length < shortest) return say('passphrase-short', { characters: shortest });
  return null;
}

/** 32 bytes. The same letters composed in another way are the same passphrase (NFC). */
export async function derive(passphrase: string, salt: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const secret = new TextEncoder().encode(passphrase.normalize('NFC'));
  const material = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveBits']);
  secret.fill(0);
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ITERATIONS }, material, 256);
  return new Uint8Array(bits);
}
