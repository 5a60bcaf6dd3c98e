/** Which names and sizes of an archive are believed. Pure. */
import type { ZipCode } from './messages';

const MB = 1 << 20;

/** Above these an archive is not unpacked in a browser. What is stored, not packed, takes no room and counts nowhere. */
export const LIMITS = {
  /** Bytes of one entry once unpacked. */
  entry: 4096 * MB,
  /** Bytes of all entries once unpacked, archives within the archive included. */
  total: 32_768 * MB,
  /** Entries, archives within the archive included. */
  entries: 100_000,
  /** An archive within an archive is opened, one within that is not. */
  depth: 2,
  /** Bytes of an archive's list of entries, which is read at once. */
  directory: 64 * MB,
  /** Times that an image may grow. Deflate reaches 1,032 with nothing but zeros; images stay below 50. */
  growth: 250,
  /** Up to here an entry may grow as it likes: a small image may well be all black. */
  harmless: 16 * MB,
};

/**
 * The name of an entry as the page shows it, or null where it points out of its archive.
 * Some writers part folders by backslashes.
 */
export function pathOf(name: string): string | null {
  const path = name.replaceAll('\\', '/');
  const parts = path.split('/');
  const climbs = path.startsWith('/') || /^[a-z]:/i.test(path) || parts.includes('..') || /[\0-\x1f]/.test(path);
  return climbs ? null : parts.filter((part) => part !== '' && part !== '.').join('/');
}

/** What was unpacked so far of one dropped archive. */
export class Budget {
  private entries = 0;
  private total = 0;

  /** `size`: bytes of the dropped archive. */
  constructor(private readonly size: number) {}

  /** False when there are too many entries. */
  countEntry(): boolean {
    this.entries += 1;
    return this.entries <= LIMITS.entries;
  }

  /** What forbids an entry of this size, whether it claims it or has reached it. */
  judge(packed: number, unpacked: number): ZipCode | null {
    if (grows(unpacked, packed) || grows(this.total + unpacked, this.size)) return 'zip-bomb';
    return unpacked > LIMITS.entry || this.total + unpacked > LIMITS.total ? 'zip-too-large' : null;
  }

  add(unpacked: number): void {
    this.total += unpacked;
  }
}

function grows(unpacked: number, packed: number): boolean {
  return unpacked > LIMITS.harmless && unpacked > packed * LIMITS.growth;
}
