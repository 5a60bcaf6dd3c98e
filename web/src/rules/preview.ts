/** What the rules do to one file of the case: asked for with each change of them, ahead of the rewriting of all files. */
import { signal } from '@preact/signals';
import { engine } from '../case/engine';
import { isFailure } from '../case/lanes';
import type { Item } from '../case/model';
import { profile, profileMark } from '../case/profile';
import { allItems, drawing } from '../case/store';
import { requestOf } from '../case/request';
import { redactionsOf } from '../case/wanted';
import type { TagRow } from '../engine/types';

export interface Preview {
  /** Of the item that the rows are of. */
  id: string;
  rows: readonly TagRow[];
  /** The paths of rows that the last change of the rules made others than they were. */
  fresh: ReadonlySet<string>;
}

/** `none`: no file is there that could be shown. `held`: under these rules the file stays in quarantine. */
export type PreviewState = 'none' | 'asking' | 'shown' | 'held' | 'failed';

export const previewState = signal<PreviewState>('none');
export const preview = signal<Preview | null>(null);
/** The number of the file among those that can be shown, from 0. */
export const previewAt = signal(0);

let asked = '';
let control = new AbortController();

/** Whatever the plan has a place for, in the order in which it was added. */
export function previewable(): Item[] {
  return allItems().filter((each) => each.plan !== null);
}

/** Asks anew where the file, the rules or the redactions are others than the last time. */
export function showPreview(): void {
  const files = previewable();
  const item = files[Math.min(previewAt.value, files.length - 1)];
  if (!item) {
    asked = '';
    previewState.value = 'none';
    preview.value = null;
    return;
  }
  const redactions = redactionsOf(item, drawing.value.shapes);
  const key = JSON.stringify([item.id, item.plan!.mark, redactions, item.waiver === null, profileMark()]);
  if (key === asked) return;
  asked = key;
  if (preview.value?.id !== item.id) preview.value = null;
  previewState.value = 'asking';
  void engine.tags(control.signal, item.file, { ...requestOf(item, profile.value), redactions }).then(
    (rows) => key === asked && accept(item.id, rows),
    (error: unknown) => {
      if (key !== asked || !isFailure(error)) return;
      preview.value = null;
      previewState.value = 'failed';
    },
  );
}

function accept(id: string, rows: TagRow[]): void {
  const before = preview.value;
  previewState.value = rows.length > 0 ? 'shown' : 'held';
  // An object without a single attribute does not exist.
  preview.value = rows.length > 0 ? { id, rows, fresh: before ? changed(before.rows, rows) : new Set() } : null;
}

function changed(before: readonly TagRow[], after: readonly TagRow[]): Set<string> {
  const text = ({ action, after: value }: TagRow) => JSON.stringify([action, value]);
  const old = new Map(before.map((row) => [row.path, text(row)]));
  return new Set(after.filter((row) => old.get(row.path) !== text(row)).map((row) => row.path));
}

/** It holds what stood in the source. */
export function forgetPreview(): void {
  control.abort();
  control = new AbortController();
  asked = '';
  preview.value = null;
  previewState.value = 'none';
  previewAt.value = 0;
}
