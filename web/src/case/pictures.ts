/** Pictures that are no DICOM: put into a study of the case they become files of it, and go the way of all files. */
import { EngineError } from '../engine/client';
import { engine } from './engine';
import type { Item } from './model';
import { addFiles } from './process';
import { forget, item, patch, patients, settle } from './store';

export interface StudyChoice {
  readonly uid: string;
  readonly title: string;
  readonly pseudonym: string;
  /** A file of it, whose header says whose it is. */
  readonly file: File;
}

export function isPicture(item: Item): boolean {
  return item.stage === 'not-dicom' && item.reason?.code === 'picture';
}

/** The studies that a picture may go into. */
export function studyChoices(): StudyChoice[] {
  return patients.value.flatMap(({ pseudonym, studies }) =>
    studies.flatMap(({ uid, title, series }) => {
      const first = item(series[0]?.ids[0] ?? '');
      return first ? [{ uid, title, pseudonym, file: first.file }] : [];
    }),
  );
}

/** Makes an object of each picture and adds it; tells after each how many are done. What cannot be used says why in its reason. */
export async function putInto(
  study: StudyChoice,
  pictures: readonly Item[],
  tell: (done: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let done = 0;
  for (const { id, file, path } of pictures) {
    if (signal.aborted) break;
    try {
      const made = await engine.picture(signal, file, study.file);
      forget(id);
      addFiles([{ file: new File([made], file.name), path }]);
    } catch (error) {
      const sentence = error instanceof EngineError ? error.sentence : undefined;
      if (sentence) patch(id, { reason: { code: 'picture-refused', sentence } });
      else if (signal.aborted) break;
    }
    tell((done += 1));
  }
  settle();
}
