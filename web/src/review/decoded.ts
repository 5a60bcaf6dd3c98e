/** The engine's answer for a frame, as types.ts has it, or an error with the engine's sentence. */
import type { Frame } from '../engine/types';

export class CannotShow extends Error {
  constructor(readonly sentence: string) {
    super('This image cannot be shown.');
  }
}

const TYPES = {
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float32: Float32Array,
} as const;

type Answer = Frame & { error?: string; dtype?: string };

export function decoded(answer: Answer): Frame {
  if (typeof answer.error === 'string') throw new CannotShow(answer.error);
  const { data } = answer;
  const type = TYPES[answer.dtype as keyof typeof TYPES];
  if (!type || !(data instanceof Uint8Array) || type === Uint8Array) return answer;
  const length = data.byteLength / type.BYTES_PER_ELEMENT;
  return { ...answer, data: new type(data.buffer as ArrayBuffer, data.byteOffset, length) } as Frame;
}
