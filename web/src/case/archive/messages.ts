/** What the page and the worker that unpacks archives say to each other. Types only. */

/** Why an entry, or a whole archive, is not unpacked: see reasons.ts. */
export type ZipCode =
  | 'zip-path'
  | 'zip-bomb'
  | 'zip-too-large'
  | 'zip-encrypted'
  | 'zip-damaged'
  | 'zip-method'
  | 'zip-depth'
  | 'zip-space'
  | 'zip-broken'
  | 'zip-too-many'
  | 'zip-empty';

/** One file that an archive holds. `path` is for the person's eyes: no file is ever written under it. */
export type Unpacked = { path: string; blob: Blob } | { path: string; code: ZipCode };

export type ToUnzip =
  /** `from`: the first entries that were handed out before a Cancel. */
  | { kind: 'unpack'; job: number; file: Blob; from: number }
  | { kind: 'cancel'; job: number };

export type FromUnzip =
  | { kind: 'listed'; job: number; entries: number }
  | { kind: 'bytes'; job: number; bytes: number }
  /** All that came of the entry at this place of the directory; several, where it is an archive itself. */
  | { kind: 'entry'; job: number; at: number; unpacked: Unpacked[] }
  /** `code`: what is wrong with the archive itself, whatever came out of it. */
  | { kind: 'done'; job: number; code: ZipCode | null };
