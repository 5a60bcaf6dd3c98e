/** What was done to the attributes of an object that has a candidate: as that was written, whatever the rules are by now. */
import { originsFor } from '../../case/copies';
import { engine } from '../../case/engine';
import { caseKey } from '../../case/key';
import type { Item } from '../../case/model';
import { profileOfMark } from '../../case/profile-marks';
import { readCrop, readRedactions, readRules } from '../../case/wanted';
import type { TagRow } from '../../engine/types';

/** `first`: somebody waits for just this one. */
export async function tagsOf(signal: AbortSignal, { id, file, plan, candidate, waiver }: Item, first: boolean): Promise<TagRow[]> {
  const { mark } = candidate!;
  const request = {
    key: caseKey(),
    profile: profileOfMark(readRules(mark)),
    patient: plan!.patient,
    redactions: readRedactions(mark),
    crop: readCrop(mark),
    pixelsReviewed: waiver === null,
    ...originsFor(id),
  };
  const rows = await engine.tags(signal, file, request, first);
  // An object without a single attribute does not exist: the engine could not compare.
  if (rows.length === 0) throw new Error('no rows');
  return rows;
}
