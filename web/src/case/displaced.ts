/** Objects that point by pixel coordinates into images that were cropped. Pure. */
import type { Instance } from '../engine/types';

/** The UIDs of those of some instances whose marks have moved against what they mark. */
export function displaced(instances: readonly Instance[]): Set<string> {
  const cropped = new Set(instances.filter(({ redactions }) => redactions?.crop).map(({ uid }) => uid));
  const moved = cropped.size === 0 ? [] : instances.filter((each) => {
    return each.pointsByPixels && Object.values(each.references).some((uids) => uids.some((uid) => cropped.has(uid)));
  });
  return new Set(moved.map(({ uid }) => uid));
}
