/** What the page and the zip worker say to each other. Types only. */

export interface ZipEntry {
  /** Path inside the archive: new identifiers only. */
  name: string;
  blob: Blob;
  /** SHA-256 in hex of the bytes that were approved. */
  digest: string;
}

export type ToZip = { kind: 'pack'; job: number; entries: ZipEntry[] } | { kind: 'cancel'; job: number };

export type FromZip =
  | { kind: 'progress'; job: number; bytes: number; files: number }
  | { kind: 'packed'; job: number; archive: Blob }
  /** `entry` is the place of the file whose bytes are not the approved ones; null when something else failed. */
  | { kind: 'refused'; job: number; entry: number | null };
