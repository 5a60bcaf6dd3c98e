/** The case key: in memory only, gone with the case. Random unless somebody chose one that outlives the case. */
import { signal } from '@preact/signals';
import { hex, random } from '../keys/passphrase';
import { allItems } from './store';

/** Where the key comes from. The salt (hex) is that of a passphrase; without it nobody can make the key again: is it saved? */
export type KeyOrigin = { kind: 'random' } | { kind: 'passphrase'; salt: string; saved: boolean } | { kind: 'file' };
export const keyOrigin = signal<KeyOrigin>({ kind: 'random' });

const randomKey = () => hex(random(32));

let key = randomKey();

/** Hex of 32 bytes. */
export function caseKey(): string {
  return key;
}

export function renewKey(): void {
  key = randomKey();
  keyOrigin.value = { kind: 'random' };
}

/** False where files are here already: they and their approvals belong to the key that they were cleaned with. */
export function chooseKey(chosen: string, origin: KeyOrigin): boolean {
  if (allItems().length > 0) return false;
  key = chosen;
  keyOrigin.value = origin;
  return true;
}
