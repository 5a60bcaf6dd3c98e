/** The small file that carries a key, or the salt with which a passphrase becomes one: as `curtain.keys` reads and writes it. Pure. */
import { say } from '../words';
import { ITERATIONS, KDF } from './passphrase';

const FORMAT = 'curtain-key';
const VERSION = 1;
const LARGEST = 1 << 16;

/** Hex; exactly one of the two. */
export type KeyFile = { key: string; salt: null } | { key: null; salt: string };

/** A key file that cannot be used. Its sentence is for the person and quotes nothing. */
export class KeyFileError extends Error {
  constructor(readonly sentence: string) {
    super('key file');
  }
}

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
  if (about === null || typeof about !== 'object' || about.format !== FORMAT) throw new KeyFileError(say('key-file-other'));
  if (about.version !== VERSION) throw new KeyFileError(say('key-file-version', { version: String(VERSION) }));
  const rest = Object.keys(about).filter((name) => name !== 'format' && name !== 'version').sort().join();
  if (rest === 'key') return { key: hexOf(about.key, 64), salt: null };
  if (rest !== 'iterations,kdf,salt') {
    throw new KeyFileError(say('key-file-content'));
  }
  if (about.kdf !== KDF || about.iterations !== ITERATIONS) {
    throw new KeyFileError(say('key-file-way', { kdf: KDF, iterations: String(ITERATIONS) }));
  }
  return { key: null, salt: hexOf(about.salt, 32) };
}

function hexOf(value: unknown, length: number): string {
  if (typeof value !== 'string' || value.length !== length || !/^[0-9a-fA-F]*$/.test(value)) {
    throw new KeyFileError(say('key-file-damaged'));
  }
  return value.toLowerCase();
}
