/** A new case: nothing of the last one stays in the memory of the page. */
import { signal } from '@preact/signals';
import { forgetWaiting } from '../case/approve';
import { forgetArchives } from '../case/archive';
import { forgetCopies } from '../case/copies';
import { crosswalkWanted } from '../case/crosswalk';
import { forgetDigests } from '../case/digests';
import { engine } from '../case/engine';
import { startOver } from '../case/process';
import { forgetProfile } from '../case/profile';
import { forgetAnswer } from '../case/question';
import { allItems, takenAway } from '../case/store';
import { forgetBurning } from '../review/annotations/burning';
import { forgetAnnotations } from '../review/annotations/state';
import { forgetFrames } from '../review/frames';
import { forgetPlaces } from '../review/places/state';
import { forgetShapes } from '../review/shapes/forget';
import { forgetTags } from '../review/tags/tags';
import { forgetMode } from '../review/sheet/mode';
import { forgetProjection } from '../review/sheet/projecting';
import { forgetThumbs } from '../review/sheet/thumbs';
import { forgetReview } from '../review/state';
import { forgetPreview } from '../rules/preview';
import { forgetPapers } from '../share/make-paper';
import { forgetUpload } from '../share/upload';
import { forgetPacking } from '../share/zip';
import { forgetTable } from '../survey/Attributes';
import { forgetJudgements } from '../survey/judge';
import { forgetSurvey } from '../survey/state';
import { rulesRead, step } from './step';

/** True while the page asks whether to clear the case. */
export const asking = signal(false);
/** The minutes after which an idle case was cleared; null when none was. */
export const clearedAfter = signal<number | null>(null);

export function hasCase(): boolean {
  return allItems().length > 0;
}

/**
 * Files, candidates, approvals, redactions and annotations with their history, copies, decoded frames, tables of attributes, a
 * lookup table, the packed archive, an upload with its sign-in, the key.
 */
export function clearCase(): void {
  startOver();
  forgetArchives();
  forgetDigests();
  forgetWaiting();
  forgetAnswer();
  forgetReview();
  forgetFrames();
  forgetThumbs();
  forgetProjection();
  forgetMode();
  forgetShapes();
  forgetAnnotations();
  forgetBurning();
  forgetCopies();
  forgetPlaces();
  forgetTags();
  forgetPacking();
  forgetPreview();
  forgetSurvey();
  forgetJudgements();
  forgetTable();
  forgetProfile();
  forgetPapers();
  forgetUpload();
  takenAway.value = false;
  rulesRead.value = false;
  crosswalkWanted.value = false;
  asking.value = false;
  clearedAfter.value = null;
  step.value = 'add';
  engine.renew();
  // The text that a regular expression met last stays readable.
  /^$/.test('');
}
