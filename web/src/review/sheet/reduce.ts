/** A smaller frame: each of its values is the mean of a square of values, so that nothing falls between. Pure. */
import type { Frame } from '../../engine/types';

/** The side of the square, so that the longer side does not fall below `longest` (where it was not shorter before). */
export function factorFor(rows: number, columns: number, longest: number): number {
  return Math.max(1, Math.floor(Math.max(rows, columns) / longest));
}

export function reduced(frame: Frame, factor: number): Frame {
  if (factor === 1) return frame;
  const rows = Math.ceil(frame.rows / factor);
  const columns = Math.ceil(frame.columns / factor);
  const channels = frame.kind === 'rgb' ? 3 : 1;
  const make = frame.data.constructor as new (length: number) => typeof frame.data;
  const data = new make(rows * columns * channels);
  const whole = !(data instanceof Float32Array);
  for (let row = 0; row < rows; row += 1) {
    const lastRow = Math.min(frame.rows, (row + 1) * factor);
    for (let column = 0; column < columns; column += 1) {
      const lastColumn = Math.min(frame.columns, (column + 1) * factor);
      for (let channel = 0; channel < channels; channel += 1) {
        let sum = 0;
        for (let y = row * factor; y < lastRow; y += 1) {
          for (let x = column * factor; x < lastColumn; x += 1) sum += frame.data[(y * frame.columns + x) * channels + channel]!;
        }
        const mean = sum / ((lastRow - row * factor) * (lastColumn - column * factor));
        data[(row * columns + column) * channels + channel] = whole ? Math.round(mean) : mean;
      }
    }
  }
  return { ...frame, rows, columns, data } as Frame;
}
