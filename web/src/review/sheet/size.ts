import { signal } from '@preact/signals';

/** Sides of a tile in CSS pixels. */
export const SIZES = [
  { words: 'Small', side: 112 },
  { words: 'Medium', side: 192 },
  { words: 'Large', side: 288 },
  { words: 'Largest', side: 416 },
] as const;

export const side = signal<number>(192);
