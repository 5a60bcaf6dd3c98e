/** Scrolling two viewports as one: by position where they lie parallel, else image by image. Pure. */

export interface Stand {
  /** Along the normal of the slices in mm, of each image of the stack; null where it has none. */
  positions: readonly (number | null)[];
  /** Direction cosines of rows and columns. */
  axes: readonly number[] | null;
  /** FrameOfReferenceUID; empty where there is none. */
  reference: string;
  index: number;
  /** Where it stood when the two were linked. */
  anchor: number;
}

/** From here on the normals of two stacks count as one: 5 degrees. */
const PARALLEL = Math.cos((5 * Math.PI) / 180);

function normal(axes: readonly number[]): number[] {
  const [a, b, c, d, e, f] = axes as [number, number, number, number, number, number];
  return [b * f - c * e, c * d - a * f, a * e - b * d];
}

/** 1 where both stacks count their positions the same way, -1 where against each other, 0 where they are not parallel. */
function sense(a: readonly number[] | null, b: readonly number[] | null): 1 | -1 | 0 {
  if (!a || !b) return 0;
  const [first, second] = [normal(a), normal(b)];
  const cosine = first.reduce((sum, each, at) => sum + each * second[at]!, 0);
  return Math.abs(cosine) < PARALLEL ? 0 : cosine > 0 ? 1 : -1;
}

function nearest(positions: readonly (number | null)[], wanted: number): number {
  let best = 0;
  positions.forEach((each, at) => {
    if (Math.abs(each! - wanted) < Math.abs(positions[best]! - wanted)) best = at;
  });
  return best;
}

/** Where the follower has to stand now that the other moved. */
export function following(moved: Stand, follower: Stand): number {
  const way = sense(moved.axes, follower.axes);
  const placed = [moved, follower].every(({ positions }) => positions.every((each) => each !== null));
  if (!placed || way === 0) {
    const to = follower.anchor + moved.index - moved.anchor;
    return Math.min(follower.positions.length - 1, Math.max(0, to));
  }
  const here = moved.positions[moved.index]!;
  // In one frame of reference a position is the same place of the patient; else only distances can be compared.
  if (moved.reference !== '' && moved.reference === follower.reference) return nearest(follower.positions, way * here);
  const gone = here - moved.positions[moved.anchor]!;
  return nearest(follower.positions, follower.positions[follower.anchor]! + way * gone);
}
