/** What the report is made of: every file's end, and what was counted in those that leave. */
import { engine } from '../case/engine';
import { secretsOfAll } from '../case/identifying';
import { caseKey, keyOrigin } from '../case/key';
import type { Approval, Item } from '../case/model';
import { profile } from '../case/profile';
import { answer } from '../case/question';
import { allItems } from '../case/store';
import type { RedactionRecord, ReportFile, ReportRequest } from '../engine/types';
import { stillApproved, type Approved } from './approved';
import { sourceDigest } from './sources';
import { teachingOf } from './teaching';

// In the language of the report, which Python writes.
const LEFT_OUT = { code: 'left-out', sentence: 'A person left it out.' };
const NOT_APPROVED = { code: 'not-approved', sentence: 'It came out clean, but nobody approved it.' };
const UNFINISHED = { code: 'not-finished', sentence: 'The work on it was stopped before it was finished.' };
const NOTHING = {
  code: '', sentence: '', output: '', sha256: '', source: '', sopClass: '', uid: '', notes: [], pixels: 'none', redactions: null, seen: null, waiver: '',
} as const;

export async function reportRequest(signal: AbortSignal): Promise<ReportRequest> {
  const leaving: Approved[] = [];
  const files = allItems().map((each): ReportFile => {
    const approved = stillApproved(each.id);
    if (!approved) return { ...NOTHING, notes: [], ...endOf(each) };
    leaving.push(approved);
    return fileOf(approved);
  });
  const clean = files.filter(({ outcome }) => outcome === 'de-identified');
  for (const [index, { approval, instance }] of leaving.entries()) {
    if (instance.redactions) clean[index]!.redactions = await withDigest(signal, approval.blob, instance.redactions);
  }
  const counts = new Map<string, number>();
  for (const { instance } of leaving) counts.set(instance.attributes, (counts.get(instance.attributes) ?? 0) + 1);
  return {
    key: caseKey(),
    keyKept: keyOrigin.value.kind !== 'random',
    profile: profile.value,
    files,
    review: answer.value,
    teaching: teachingOf(leaving),
    patients: secretsOfAll(),
    attributes: [...counts],
    references: leaving.map(({ instance: { uid, series, study, references, pointsByPixels, redactions } }) => ({
      own: [uid, series.uid, study.uid],
      references,
      pointsByPixels,
      cropped: redactions?.crop !== undefined,
    })),
  };
}

function fileOf({ file, approval, instance }: Approved): ReportFile {
  return {
    outcome: 'de-identified',
    code: '',
    sentence: '',
    output: instance.name,
    sha256: approval.digest,
    source: sourceDigest(file),
    sopClass: instance.sopClass,
    uid: instance.uid,
    notes: instance.notes,
    pixels: instance.image === null ? 'none' : approval.waiver === null ? 'reviewed' : 'not reviewed',
    redactions: null,
    seen: instance.image === null ? null : seenOf(approval),
    waiver: approval.waiver ?? '',
  };
}

function seenOf({ looked }: Approval): ReportFile['seen'] {
  return { 'one by one': looked.itself, 'contact sheet': looked.sheet, projection: looked.projection, 'not seen': looked.open };
}

async function withDigest(signal: AbortSignal, blob: Blob, told: RedactionRecord): Promise<ReportFile['redactions']> {
  const kept = await engine.untouched(signal, blob, told);
  return { ...told, untouched_sha256: kept.size > 0 ? await engine.digest(signal, kept) : '' };
}

function endOf(each: Item): Pick<ReportFile, 'outcome' | 'code' | 'sentence'> {
  if ((each.stage === 'quarantined' || each.stage === 'not-dicom') && each.reason) return { outcome: each.stage, ...each.reason };
  if (each.stage !== 'clean') return { outcome: 'left-out', ...UNFINISHED };
  return { outcome: 'left-out', ...(each.leftOut ? LEFT_OUT : NOT_APPROVED) };
}
