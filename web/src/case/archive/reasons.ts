/** What the page says of an archive, or of an entry, that it does not unpack. */
import type { Reason } from '../../engine/types';
import type { ZipCode } from './messages';

type Outcome = 'quarantined' | 'not-dicom';

const BY_HAND = 'If you trust it, unpack it with another program and add the folder.';

const SENTENCES: Record<ZipCode, string> = {
  'zip-path': `The name of this entry points out of its zip archive, as attacks do. It is not opened. ${BY_HAND}`,
  'zip-bomb': `This entry of a zip archive grows far more than an image when it is unpacked. It is not opened. ${BY_HAND}`,
  'zip-too-large': `This entry of a zip archive is too large to be unpacked here. ${BY_HAND}`,
  'zip-encrypted': 'This entry of a zip archive is locked with a password. Unpack it with another program and add the folder.',
  'zip-damaged': 'This entry of a zip archive is damaged: what it holds is not what was packed. Ask for another copy.',
  'zip-method': `This entry of a zip archive was packed in a way that is not known here. ${BY_HAND}`,
  'zip-depth': `An archive within an archive within an archive is not opened. ${BY_HAND}`,
  'zip-space': 'There was no room on this computer to unpack this entry of a zip archive. Make room and add it again.',
  'zip-broken': 'This zip archive is damaged, cut off or made to be read in two ways. What could be read of it is here. Ask for another copy.',
  'zip-too-many': 'This zip archive has too many entries to be opened here. Unpack it with another program and add its folders one by one.',
  'zip-empty': 'This zip archive is empty. It is left out.',
};

export function zipReason(code: ZipCode): { stage: Outcome; reason: Reason } {
  return { stage: code === 'zip-empty' ? 'not-dicom' : 'quarantined', reason: { code, sentence: SENTENCES[code] } };
}
