import { signal } from '@preact/signals';

/** Sides of a tile in CSS pixels; larger on a large screen. */
export const SIZES = [
  { words: 'sheet-small', side: 112 },
  { words: 'sheet-medium', side: 192 },
  { words: 'sheet-large', side: 288 },
  { words: 'sheet-largest', side: 416 },
] as const;

export const side = signal<number>(192);
