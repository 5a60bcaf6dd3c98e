/** The few reasons that the page itself gives. All others come from the engine. */
import type { Reason } from '../engine/types';
import { say } from '../words';

export function ownReason(code: 'engine-error' | 'changed-on-disk' | 'duplicate' | 'copy-out-of-date'): Reason {
  return { code, sentence: say(`reason-${code}`) };
}
