/** Numbers as people read them. */
import { say } from '.';

const SIZES = ['size-b', 'size-kb', 'size-mb', 'size-gb', 'size-tb'] as const;

export function bytes(size: number): string {
  let unit = 0;
  let value = size;
  while (value >= 1000 && unit < SIZES.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return say(SIZES[unit]!, { size: value.toFixed(digits) });
}

export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '';
  if (seconds < 1) return say('time-none');
  if (seconds < 90) return say('time-seconds', { seconds: Math.round(seconds) });
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return say('time-minutes', { minutes });
  return say('time-hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** "3,000". */
export function grouped(number: number): string {
  return say('number', { number });
}

/** "W 400 L 40": no decimals where they say nothing. */
export function value(number: number): string {
  const size = Math.abs(number);
  if (size >= 10 || Number.isInteger(number)) return String(Math.round(number));
  return String(Number(number.toPrecision(3)));
}
