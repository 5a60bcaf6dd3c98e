/** How far something is, in words. */
import { say } from '../words';
import { bytes, duration } from '../words/numbers';

/** So many bytes are done of so many. */
interface Amount {
  bytes: number;
  totalBytes: number;
}

export function amount({ bytes: done, totalBytes }: Amount): string {
  return say('amount', { done: bytes(done), all: bytes(totalBytes) });
}

/** With the time that the rest will take, once that can be told. `before`: bytes that were done when it began. */
export function amountAndTime(of: Amount, since: number, before = 0): string {
  const seconds = (performance.now() - since) / 1000;
  const rate = (of.bytes - before) / Math.max(seconds, 0.001);
  if (seconds <= 1 || rate <= 0) return amount(of);
  const time = duration((of.totalBytes - of.bytes) / rate);
  return say('amount-and-time', { done: bytes(of.bytes), all: bytes(of.totalBytes), time });
}
