/** What the engine is asked to make of a file. */
import type { Profile, WriteRequest } from '../engine/types';
import { originsFor } from './copies';
import { caseKey } from './key';
import type { Item } from './model';
import { profileOfMark } from './profile-marks';
import { readCrop, readRedactions, readRules } from './wanted';

/** By a profile, with nothing redacted. */
export function requestOf({ id, plan, waiver }: Item, profile: Profile): WriteRequest {
  return { key: caseKey(), profile, patient: plan!.patient, redactions: [], pixelsReviewed: waiver === null, ...originsFor(id) };
}

/** As a mark says: the one that is wanted, or that of a candidate. */
export function requestBy(item: Item, mark: string): WriteRequest {
  return { ...requestOf(item, profileOfMark(readRules(mark))), redactions: readRedactions(mark), crop: readCrop(mark) };
}
