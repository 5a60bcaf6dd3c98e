/** What stands in the middle of Review: the image, all of a series at a glance, all of it in one picture, or what is held back. */
import { signal } from '@preact/signals';

export type Mode = 'image' | 'sheet' | 'projection' | 'quarantine';

export const mode = signal<Mode>('image');

/** Of all frames of a series the highest values, the lowest, or how far they differ. */
export const KINDS = ['maximum', 'minimum', 'differences'] as const;
export type Kind = (typeof KINDS)[number];

export const kind = signal<Kind>('maximum');

export function leaveQuarantine(): void {
  if (mode.value === 'quarantine') mode.value = 'image';
}

export function forgetMode(): void {
  mode.value = 'image';
  kind.value = 'maximum';
}
