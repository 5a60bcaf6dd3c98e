/** What was done to the attributes of an object that has a candidate: as that was written, whatever the rules are by now. */
import { engine } from '../../case/engine';
import type { Item } from '../../case/model';
import { requestBy } from '../../case/request';
import type { TagRow } from '../../engine/types';

/** `first`: somebody waits for just this one. */
export async function tagsOf(signal: AbortSignal, item: Item, first: boolean): Promise<TagRow[]> {
  const rows = await engine.tags(signal, item.file, requestBy(item, item.candidate!.mark), first);
  // An object without a single attribute does not exist: the engine could not compare.
  if (rows.length === 0) throw new Error('no rows');
  return rows;
}
