/** What the page says of an archive, or of an entry, that it does not unpack. */
import type { Reason } from '../../engine/types';
import { say } from '../../words';
import type { ZipCode } from './messages';

type Outcome = 'quarantined' | 'not-dicom';

export function zipReason(code: ZipCode): { stage: Outcome; reason: Reason } {
  return { stage: code === 'zip-empty' ? 'not-dicom' : 'quarantined', reason: { code, sentence: say(`reason-${code}`) } };
}
