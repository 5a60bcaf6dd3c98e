import { identifying } from '../case/identifying';
import { drawing } from '../case/store';

/** Whether a text that a person typed beside the images names a patient: then nothing leaves with it. Rejects where nobody can tell. */
export async function teachingNamesPatient(): Promise<boolean> {
  return (await identifying(drawing.value.annotations.map(({ text }) => text))).size > 0;
}
