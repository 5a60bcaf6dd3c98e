/** The case key: random, in memory only, gone with the page. */

function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

let key = randomKey();

/** Hex of 32 bytes. */
export function caseKey(): string {
  return key;
}

export function renewKey(): void {
  key = randomKey();
}
