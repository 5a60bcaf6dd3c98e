/**
 * The image without its redactions and uncut, drawn from the file as it was added: while somebody holds a key to compare, and
 * while an image is being cut. It is never what leaves, so it never counts as seen.
 */
import { signal } from '@preact/signals';
import type { Item } from '../../case/model';
import type { Want } from '../frames';
import { tool } from '../state';
import type { ShownOf } from '../view/viewport';

/** True as long as the key is held. */
export const comparing = signal(false);

export function showsSource(): boolean {
  return comparing.value || tool.value === 'crop';
}

export function sourceWant({ id, file, instance }: Item, frame: number): Want | null {
  if (!instance?.image || instance.image.cannotShow !== null) return null;
  // A number that no candidate has, and no other file: the engine keeps open what it read last by it.
  return { key: `source/${id}/${frame}`, id, serial: -Number(id.slice(1)), blob: file, frame };
}

export function ofSource({ id }: Item, frame: number): ShownOf {
  return { id, frame, mark: null, corner: { x: 0, y: 0 } };
}

export function ofCandidate({ id, candidate, instance }: Item, frame: number): ShownOf {
  const [x = 0, y = 0] = instance?.redactions?.crop?.kept ?? [];
  return { id, frame, mark: candidate!.mark, corner: { x, y } };
}
