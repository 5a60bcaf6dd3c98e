/** What the panel says of a row. Pure. */
import type { Strategy, SurveyRow } from '../engine/types';
import { count } from '../shared/words';

export const DOING: Record<string, string> = {
  keep: 'stays',
  remove: 'removed',
  empty: 'emptied',
  replace: 'replaced',
  add: 'added',
  clean: 'cleaned',
  shift: 'shifted',
};

/** What a mark makes of a value: it … */
const MAKES: Record<string, string> = {
  keep: 'stays as it is, unless something of the patient stands in it',
  clean: 'is cleaned word by word',
  remove: 'is removed, or emptied where the object must have it',
};

const SPREAD: Record<SurveyRow['same'], string> = {
  everywhere: 'same in all patients',
  patient: 'same within each patient',
  differs: 'differs',
};

/** With one patient there is nobody to differ from. */
export function spread(row: SurveyRow, patients: number): string {
  return patients < 2 && row.same !== 'differs' ? 'same in all files' : SPREAD[row.same];
}

/** A strategy as it is written: `replace with “X”`. */
export function strategyWords(strategy: Strategy): string {
  if (typeof strategy === 'string') return strategy;
  return Object.entries(strategy).map(([name, text]) => `${name}: ${text}`).join(', ');
}

export function makes(strategy: Strategy): string {
  return MAKES[String(strategy)] ?? `becomes: ${strategyWords(strategy)}`;
}

/** "all 3,000 files", "12 of 3,000 files". */
export function inFiles(row: SurveyRow, files: number): string {
  const all = count(files, 'file');
  return row.files === files && files > 1 ? `all ${all}` : `${row.files.toLocaleString('en')} of ${all}`;
}

export function where(row: SurveyRow, files: number): string {
  const least = row.patientsMore ? 'at least ' : '';
  return `in ${inFiles(row, files)}, of ${least}${count(row.patients, 'patient')}`;
}

/** What is kept needs no rule, and has none to name. */
export const reason = (why: string): string => why || 'no rule speaks of it';
