/**
 * From values after the modality LUT to grey levels 0..255 (PS3.3 C.11.2.1.2, C.11.2.1.3). Pure.
 */
import type { Frame } from '../../engine/types';

export type GreyFrame = Extract<Frame, { kind: 'grey' }>;

/** How a frame is shown: a window, or the VOI LUT that the file carries. */
export type Voi =
  | { kind: 'window'; center: number; width: number; function: string }
  | { kind: 'lut' };

/** The value in the file of a stored one. */
export function modality(frame: GreyFrame, stored: number): number {
  return stored * frame.slope + frame.intercept;
}

/** The window from the darkest to the brightest value of the frame: nothing hides outside of it. */
export function fullRange(frame: Frame): Voi {
  if (frame.kind === 'rgb') return IDENTITY;
  const first = modality(frame, frame.range[0]);
  const last = modality(frame, frame.range[1]);
  const [low, high] = first < last ? [first, last] : [last, first];
  return { kind: 'window', center: (low + high) / 2, width: Math.max(high - low, 1e-6), function: 'LINEAR_EXACT' };
}

const IDENTITY: Voi = { kind: 'window', center: 127.5, width: 255, function: 'LINEAR_EXACT' };

/** What the file asks for: its first window, else its VOI LUT, else all values. */
export function voiOfFile(frame: Frame): Voi {
  if (frame.kind === 'rgb') return IDENTITY;
  const window = frame.windows.find((each) => Number.isFinite(each.center) && each.width > 0);
  if (window) {
    return { kind: 'window', center: window.center, width: window.width, function: window.function };
  }
  return frame.voiLut ? { kind: 'lut' } : fullRange(frame);
}

/** A window to start from when somebody drags while a VOI LUT is shown. */
export function asWindow(voi: Voi, frame: Frame): Extract<Voi, { kind: 'window' }> {
  if (voi.kind === 'window') return voi;
  if (frame.kind === 'grey' && frame.voiLut) {
    const { first, values } = frame.voiLut;
    return { kind: 'window', center: first + values.length / 2, width: values.length, function: 'LINEAR' };
  }
  return fullRange(frame) as Extract<Voi, { kind: 'window' }>;
}

/** The grey level, not rounded and not inverted, of one value. */
export function level(voi: Voi, frame: Frame): (value: number) => number {
  if (voi.kind === 'lut') {
    const lut = frame.kind === 'grey' ? frame.voiLut : null;
    if (!lut) return level(fullRange(frame), frame);
    const { first, values } = lut;
    const last = values.length - 1;
    return (value) => values[Math.min(last, Math.max(0, Math.round(value) - first))] ?? 0;
  }
  const { center, width } = voi;
  if (voi.function === 'SIGMOID') {
    return (value) => 255 / (1 + Math.exp((-4 * (value - center)) / width));
  }
  if (voi.function === 'LINEAR_EXACT') {
    return (value) => clamp(((value - center) / width + 0.5) * 255);
  }
  // LINEAR counts in whole steps: a width of 1 is a threshold.
  if (width <= 1) return (value) => (value <= center - 0.5 ? 0 : 255);
  return (value) => clamp(((value - (center - 0.5)) / (width - 1) + 0.5) * 255);
}

function clamp(grey: number): number {
  return grey < 0 ? 0 : grey > 255 ? 255 : grey;
}
