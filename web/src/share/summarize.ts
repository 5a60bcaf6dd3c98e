/** What leaves and what stays, counted. */
import { displaced } from '../case/displaced';
import { allSeries, current, drawing, item } from '../case/store';
import { statusOf } from '../case/status';
import { approved } from './approved';
import { archiveKey, teachingOf } from './teaching';

export interface Summary {
  key: string;
  series: number;
  approvedSeries: number;
  leftOutSeries: number;
  waived: number;
  leaving: number;
  bytes: number;
  redactions: number;
  /** Objects that leave, and were cropped. */
  crops: number;
  /** Objects that leave, and point into images that were cropped. */
  displaced: number;
  /** Key images and drawings beside what leaves. */
  teaching: number;
  leftOut: number;
  notApproved: number;
  quarantined: number;
  notDicom: number;
  unfinished: number;
}

export function summarize(): Summary {
  const files = current.value;
  const leaving = approved();
  const states = allSeries.value.map((series) => statusOf(series, item).state);
  const of = (stage: string) => files.filter((file) => file.stage === stage).length;
  const teaching = teachingOf(leaving);
  const clean = files.filter((file) => file.stage === 'clean');
  return {
    key: archiveKey(),
    series: states.length,
    approvedSeries: states.filter((state) => state === 'approved' || state === 'waived').length,
    leftOutSeries: states.filter((state) => state === 'left out').length,
    waived: states.filter((state) => state === 'waived').length,
    leaving: leaving.length,
    bytes: leaving.reduce((sum, each) => sum + each.approval.blob.size, 0),
    redactions: drawing.value.shapes.filter((shape) => !shape.crop).length,
    crops: leaving.filter(({ instance }) => instance.redactions?.crop).length,
    displaced: displaced(leaving.map(({ instance }) => instance)).size,
    teaching: teaching.key_images + teaching.drawings,
    leftOut: clean.filter((file) => file.leftOut).length,
    notApproved: clean.filter((file) => !file.leftOut && !file.approval).length,
    quarantined: of('quarantined'),
    notDicom: of('not-dicom'),
    unfinished: of('waiting') + of('scanned'),
  };
}
