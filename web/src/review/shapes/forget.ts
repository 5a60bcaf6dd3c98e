/** A new case starts with nothing copied, nothing chosen and no file read. */
import { comparing } from './before';
import { forgetBoxesFile } from './BoxesFile';
import { copied } from './clipboard';
import { PEN, pen } from './pen';

export function forgetShapes(): void {
  forgetBoxesFile();
  copied.value = null;
  comparing.value = false;
  pen.value = PEN;
}
