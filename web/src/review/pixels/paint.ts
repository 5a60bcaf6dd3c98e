/**
 * Fills the pixels of an ImageData from a decoded frame. Pure but for the buffer that it fills.
 *
 * Up to 16 bits a table of all values is built once for a window, and then looked up, also for other frames:
 * a drag over a 512 by 512 image costs about two milliseconds and never asks the engine.
 */
import type { Frame } from '../../engine/types';
import { level, type GreyFrame, type Voi } from './voi';

const OPAQUE = 0xff000000;

function gray(level: number): number {
  const byte = Math.round(level);
  return (OPAQUE | (byte << 16) | (byte << 8) | byte) >>> 0;
}

/** Little-endian RGBA words for each stored value of an 8 or 16 bit frame, negative ones at their two's complement. */
export function table(frame: GreyFrame, voi: Voi, inverted: boolean): Uint32Array {
  const wide = frame.data.BYTES_PER_ELEMENT === 2;
  const signed = frame.data instanceof Int8Array || frame.data instanceof Int16Array;
  const size = wide ? 65536 : 256;
  const lowest = signed ? -size / 2 : 0;
  const toLevel = level(voi, frame);
  const negative = frame.inverted !== inverted;
  const words = new Uint32Array(size);
  for (let stored = lowest; stored < lowest + size; stored += 1) {
    const shown = toLevel(stored * frame.slope + frame.intercept);
    words[stored & (size - 1)] = gray(negative ? 255 - shown : shown);
  }
  return words;
}

/** The tables of late: the frames of a series mostly share one. */
const tables = new Map<string, Uint32Array>();
const TABLES = 8;

function tableOf(frame: GreyFrame, voi: Voi, inverted: boolean): Uint32Array {
  if (voi.kind === 'lut') return table(frame, voi, inverted);
  const { slope, intercept, data } = frame;
  const key = JSON.stringify([voi, slope, intercept, frame.inverted !== inverted, data.constructor.name]);
  const words = tables.get(key) ?? table(frame, voi, inverted);
  tables.delete(key);
  tables.set(key, words);
  for (const old of tables.keys()) {
    if (tables.size <= TABLES) break;
    tables.delete(old);
  }
  return words;
}

function paintGrey(frame: GreyFrame, voi: Voi, inverted: boolean, out: Uint32Array): void {
  const { data } = frame;
  const length = Math.min(out.length, data.length);
  if (data.BYTES_PER_ELEMENT <= 2) {
    const words = tableOf(frame, voi, inverted);
    const mask = words.length - 1;
    for (let i = 0; i < length; i += 1) out[i] = words[data[i]! & mask]!;
    return;
  }
  const toLevel = level(voi, frame);
  const negative = frame.inverted !== inverted;
  for (let i = 0; i < length; i += 1) {
    const shown = toLevel(data[i]! * frame.slope + frame.intercept);
    out[i] = gray(negative ? 255 - shown : shown);
  }
}

function paintColor(data: Uint8Array, toLevel: (value: number) => number, inverted: boolean, out: Uint32Array): void {
  const bytes = new Uint8Array(256);
  for (let value = 0; value < 256; value += 1) {
    const shown = Math.round(toLevel(value));
    bytes[value] = inverted ? 255 - shown : shown;
  }
  for (let i = 0, at = 0; i < out.length; i += 1, at += 3) {
    out[i] = (OPAQUE | (bytes[data[at + 2]!]! << 16) | (bytes[data[at + 1]!]! << 8) | bytes[data[at]!]!) >>> 0;
  }
}

/** `out` holds rows x columns words of RGBA. */
export function paint(frame: Frame, voi: Voi, inverted: boolean, out: Uint32Array): void {
  if (frame.kind === 'grey') paintGrey(frame, voi, inverted, out);
  else paintColor(frame.data, level(voi, frame), inverted, out);
}
