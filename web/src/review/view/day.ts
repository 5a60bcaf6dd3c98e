/** The day of a study, counted from the first one of its patient, where dates remain. Pure. */
import type { Study } from '../../case/group';
import { say } from '../../words';

const DAY = 24 * 60 * 60 * 1000;

/** Of a date as DICOM writes it; NaN of anything else. */
function timeOf(date: string): number {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(date) ?? [];
  return year ? Date.UTC(Number(year), Number(month) - 1, Number(day)) : NaN;
}

/** "Day 0", "Day 12"; null where the header has no date any more. */
export function dayOf(uid: string, studies: readonly Study[]): string | null {
  const times = studies.map(({ date }) => timeOf(date)).filter((time) => !Number.isNaN(time));
  const own = timeOf(studies.find((study) => study.uid === uid)?.date ?? '');
  return Number.isNaN(own) ? null : say('overlay-day', { day: String(Math.round((own - Math.min(...times)) / DAY)) });
}
