/** Many frames of one size as one picture, frame by frame: memory is that of a few pictures, whatever their number. Pure. */
import type { Frame } from '../../engine/types';
import type { Kind } from './mode';
import { factorFor, reduced } from './reduce';

/** A longer side is made shorter: what is kept for each pixel takes some 20 bytes. */
const LONGEST = 2048;

/** A part of a picture, from 0 to 1 of its columns and rows. */
export interface Part {
  x: number;
  y: number;
  width: number;
  height: number;
}

export class Accumulator {
  readonly rows: number;
  readonly columns: number;
  private readonly factor: number;
  private readonly channels: number;
  private readonly max: Float32Array;
  private readonly min: Float32Array;
  private readonly mean: Float32Array;
  /** Sum of the squared distances from the mean (Welford). */
  private readonly spread: Float32Array;
  /** For each pixel the frame that has its maximum and minimum. */
  private readonly highest: Uint16Array;
  private readonly lowest: Uint16Array;
  count = 0;

  constructor(private readonly first: Frame) {
    this.factor = factorFor(first.rows, first.columns, LONGEST);
    this.rows = Math.ceil(first.rows / this.factor);
    this.columns = Math.ceil(first.columns / this.factor);
    this.channels = first.kind === 'rgb' ? 3 : 1;
    const pixels = this.rows * this.columns;
    const samples = pixels * this.channels;
    this.max = new Float32Array(samples).fill(-Infinity);
    this.min = new Float32Array(samples).fill(Infinity);
    this.mean = new Float32Array(samples);
    this.spread = new Float32Array(samples);
    this.highest = new Uint16Array(pixels);
    this.lowest = new Uint16Array(pixels);
  }

  /** Frames of another size or kind belong to another picture. */
  fits(frame: Frame): boolean {
    const { first } = this;
    const inverted = first.kind === 'grey' && first.inverted;
    return (
      frame.rows === first.rows && frame.columns === first.columns && frame.kind === first.kind &&
      (frame.kind === 'grey' && frame.inverted) === inverted
    );
  }

  add(frame: Frame): void {
    const small = reduced(frame, this.factor);
    const [slope, intercept] = small.kind === 'grey' ? [small.slope, small.intercept] : [1, 0];
    const { data } = small;
    const { channels, max, min, mean, spread } = this;
    const number = this.count;
    this.count += 1;
    for (let at = 0; at < max.length; at += 1) {
      const value = data[at]! * slope + intercept;
      if (value > max[at]!) {
        max[at] = value;
        this.highest[channels === 1 ? at : Math.floor(at / 3)] = number;
      }
      if (value < min[at]!) {
        min[at] = value;
        this.lowest[channels === 1 ? at : Math.floor(at / 3)] = number;
      }
      const before = value - mean[at]!;
      mean[at]! += before / this.count;
      spread[at]! += before * (value - mean[at]!);
    }
  }

  picture(kind: Kind): Frame {
    const values = kind === 'maximum' ? this.max : kind === 'minimum' ? this.min : this.deviation();
    const { rows, columns, first } = this;
    const space = first.space;
    if (this.channels === 3) {
      // Differences are as bright as the largest of them.
      const gain = kind === 'differences' ? 255 / Math.max(1, range(values)[1]) : 1;
      return { kind: 'rgb', rows, columns, data: Uint8Array.from(values, (value) => Math.round(value * gain)), space };
    }
    const inverted = kind !== 'differences' && first.kind === 'grey' && first.inverted;
    return {
      kind: 'grey', rows, columns, data: values, slope: 1, intercept: 0, inverted, windows: [], voiLut: null,
      range: range(values), space,
    };
  }

  /** Which of the frames, in the order in which they came, shows what stands at a place of a picture (of 0 to 1). */
  frameAt(kind: Kind, x: number, y: number): number {
    const column = Math.min(this.columns - 1, Math.max(0, Math.floor(x * this.columns)));
    const row = Math.min(this.rows - 1, Math.max(0, Math.floor(y * this.rows)));
    return (kind === 'minimum' ? this.lowest : this.highest)[row * this.columns + column]!;
  }

  /** Which of them shows what stands out most in a part of a picture: the lowest of the lowest values, else the highest. */
  frameIn(kind: Kind, { x, y, width, height }: Part): number {
    const values = kind === 'maximum' ? this.max : kind === 'minimum' ? this.min : this.spread;
    const { rows, columns, channels } = this;
    const sign = kind === 'minimum' ? -1 : 1;
    const [left, top] = [Math.floor(x * columns), Math.floor(y * rows)];
    let most = -Infinity;
    let where = top * columns + left;
    for (let row = top; row < Math.min(rows, (y + height) * rows); row += 1) {
      for (let column = left; column < Math.min(columns, (x + width) * columns); column += 1) {
        const pixel = row * columns + column;
        for (let sample = pixel * channels; sample < (pixel + 1) * channels; sample += 1) {
          if (sign * values[sample]! > most) [most, where] = [sign * values[sample]!, pixel];
        }
      }
    }
    return (kind === 'minimum' ? this.lowest : this.highest)[where]!;
  }

  private deviation(): Float32Array {
    return this.spread.map((spread) => Math.sqrt(Math.max(0, spread) / Math.max(1, this.count)));
  }
}

function range(values: Float32Array): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
