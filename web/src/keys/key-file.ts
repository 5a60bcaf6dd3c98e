/** The small file that carries a key, or the salt with which a passphrase becomes one: as `curtain.keys` reads and writes it. Pure. */
import { ITERATIONS, KDF } from './passphrase';

const FORMAT = 'curtain-key';
const VERSION = 1;
const LARGEST = 1 << 16;

/** Hex; exactly one of the two. */
export type KeyFile = { key: string; salt: null } | { key: null; salt: string };

/** A key file that cannot be used: the message is a plain sentence and quotes nothing. */
export class KeyFileError extends Error {}

export function writeKeyFile({ key, salt }: KeyFile): string {
  const content = key === null ? { kdf: KDF, iterations: ITERATIONS, salt } : { key };
  return `${JSON.stringify({ format: FORMAT, version: VERSION, ...content }, null, 1)}\n`;
}

export function readKeyFile(text: string): KeyFile {
  let about: Record<string, unknown> | null = null;
  try {
    if (text.length <= LARGEST) about = JSON.parse(text) as Record<string, unknown>;
  } catch {
    // told below
  }
  if (about === null || typeof about !== 'object' || about.format !== FORMAT) throw new KeyFileError('This is no key file of Curtain.');
  if (about.version !== VERSION) throw new KeyFileError(`The key file is of another version; this page reads version ${VERSION}.`);
  const rest = Object.keys(about).filter((name) => name !== 'format' && name !== 'version').sort().join();
  if (rest === 'key') return { key: hexOf(about.key, 64), salt: null };
  if (rest !== 'iterations,kdf,salt') {
    throw new KeyFileError('The key file holds neither just a key nor just what a passphrase needs.');
  }
  if (about.kdf !== KDF || about.iterations !== ITERATIONS) {
    throw new KeyFileError(`The key file asks for another way to make a key than ${KDF} with ${ITERATIONS} iterations.`);
  }
  return { key: null, salt: hexOf(about.salt, 32) };
}

function hexOf(value: unknown, length: number): string {
  if (typeof value !== 'string' || value.length !== length || !/^[0-9a-fA-F]*$/.test(value)) {
    throw new KeyFileError('The key file is damaged: a number in it is not as long as it must be.');
  }
  return value.toLowerCase();
}
