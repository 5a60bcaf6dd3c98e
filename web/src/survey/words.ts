/** What the panel says of a row. Pure. */
import type { Strategy, SurveyRow } from '../engine/types';
import { say, type Plain } from '../words';

/** They judge the row that has the focus. */
export const KEYS = { safe: 'S', unsafe: 'N', neither: 'U' } as const;

const DOES: Record<string, Plain> = {
  keep: 'survey-does-keep',
  remove: 'survey-does-remove',
  empty: 'survey-does-empty',
  replace: 'survey-does-replace',
  add: 'survey-does-add',
  clean: 'survey-does-clean',
  shift: 'survey-does-shift',
};

/** The others have no shorter words than the engine's own. */
export function does(action: string): string {
  const words = DOES[action];
  return words ? say(words) : action;
}

/** With one patient there is nobody to differ from. */
export function spread(row: SurveyRow, patients: number): string {
  if (row.same === 'differs') return say('differs');
  return say(patients < 2 ? 'survey-spread-files' : `survey-spread-${row.same}`);
}

/** A strategy as it is written: `replace with “X”`. */
export function strategyWords(strategy: Strategy): string {
  if (typeof strategy === 'string') return strategy;
  return Object.entries(strategy).map(([name, text]) => `${name}: ${text}`).join(', ');
}

/** What a mark makes of a value. */
export function makes(mark: 'safe' | 'unsafe', strategy: Strategy): string {
  if (strategy === 'keep' || strategy === 'clean' || strategy === 'remove') return say(`survey-${mark}-${strategy}`);
  return say(`survey-${mark}-other`, { strategy: strategyWords(strategy) });
}

const isInAll = (row: SurveyRow, files: number): boolean => row.files === files && files > 1;

/** "all 3,000 files", "12 of 3,000 files". */
export function inFiles(row: SurveyRow, files: number): string {
  return isInAll(row, files) ? say('survey-files-all', { files }) : say('survey-files-some', { some: row.files, files });
}

export function where(row: SurveyRow, files: number): string {
  const least = row.patientsMore ? '-least' : '';
  const counts = { some: row.files, files, patients: row.patients };
  return isInAll(row, files) ? say(`survey-where-all${least}`, counts) : say(`survey-where-some${least}`, counts);
}

/** What is kept needs no rule, and has none to name. */
export const reason = (why: string): string => why || say('survey-no-rule');
