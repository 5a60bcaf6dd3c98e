/** All files of what was dropped, folders within folders included. */
import type { Dropped } from '../case/process';

function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  return new Promise((resolve, reject) => {
    // The browser hands out a hundred at a time, and an empty list at the end.
    const read = () =>
      reader.readEntries((entries) => {
        if (entries.length === 0) return resolve(all);
        all.push(...entries);
        read();
      }, reject);
    read();
  });
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

export interface Found {
  files: Dropped[];
  /** Files and folders that the browser could not open. */
  unreadable: number;
}

async function walk(entry: FileSystemEntry, found: Found): Promise<void> {
  try {
    if (entry.isFile) {
      const file = await fileOf(entry as FileSystemFileEntry);
      found.files.push({ file, path: entry.fullPath.slice(1) });
    } else if (entry.isDirectory) {
      for (const child of await children(entry as FileSystemDirectoryEntry)) await walk(child, found);
    }
  } catch {
    found.unreadable += 1;
  }
}

/** Must be called while the drop is handled: its items are gone afterwards. */
export function droppedFiles(transfer: DataTransfer): Promise<Found> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const found: Found = { files: [], unreadable: 0 };
  const walkAll = async () => {
    for (const entry of entries) await walk(entry, found);
    found.files.sort((a, b) => (a.path < b.path ? -1 : 1));
    return found;
  };
  return walkAll();
}

export function chosenFiles(input: HTMLInputElement): Dropped[] {
  return [...(input.files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}
