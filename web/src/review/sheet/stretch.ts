/**
 * How a projection is shown: half of a grey level follows the value, half its rank among all values, so that neither one bright
 * spot nor a bright bone hides text. Pure.
 */
import type { Frame } from '../../engine/types';

/** The part of the pixels at either end beyond which the value itself changes nothing any more. */
const BEYOND = 0.01;
/** So many pixels tell how values are spread. */
const SAMPLE = 1 << 15;

/** A grey frame with levels from 0 to 255 for values; one of colour stays as it is. */
export function stretched(frame: Frame): Frame {
  if (frame.kind === 'rgb') return frame;
  const { data: values } = frame;
  const step = Math.max(1, Math.floor(values.length / SAMPLE));
  const sorted = Float32Array.from({ length: Math.ceil(values.length / step) }, (_, at) => values[at * step]!).sort();
  const last = sorted.length - 1;
  const low = sorted[Math.round(last * BEYOND)]!;
  const high = sorted[Math.round(last * (1 - BEYOND))]!;
  const data = Uint8Array.from(values, (value) => {
    const part = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5;
    const rank = (below(sorted, value, false) + below(sorted, value, true)) / (2 * sorted.length);
    return Math.round(255 * (part + rank) * 0.5);
  });
  return { ...frame, data, range: [0, 255] };
}

/** How many of the sorted values are smaller, or smaller or equal. */
function below(sorted: Float32Array, value: number, orEqual: boolean): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (orEqual ? sorted[middle]! <= value : sorted[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
