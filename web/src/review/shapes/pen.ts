/** What the next redaction will be like. */
import { signal } from '@preact/signals';
import type { Area } from '../../case/shapes';

export type Pen = Pick<Area, 'kind' | 'fill' | 'outside'>;

export const PEN: Pen = { kind: 'rectangle', fill: 'black', outside: false };

export const pen = signal<Pen>(PEN);
