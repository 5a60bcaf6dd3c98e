/** The few reasons that the page itself gives. All others come from the engine. */
import type { Reason } from '../engine/types';

export const ENGINE_ERROR: Reason = {
  code: 'engine-error',
  sentence: 'The engine stopped at this file. It is kept here. Leave it out, or add it again to try once more.',
};

export const CHANGED_ON_DISK: Reason = {
  code: 'changed-on-disk',
  sentence: 'The file on disk was changed, moved or removed after it was added. Add it again.',
};

export const DUPLICATE: Reason = {
  code: 'duplicate',
  sentence: 'Another file of this case is the same object (the same SOPInstanceUID). Only the first is taken.',
};

export const COPY_OUT_OF_DATE = {
  code: 'copy-out-of-date',
  sentence:
    'This copy with drawings was made from an image, or of drawings, that were changed since: it may show what is blacked out now. ' +
    'Burn the drawings in again.',
};
