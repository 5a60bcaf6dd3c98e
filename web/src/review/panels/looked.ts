/** How the frames of a series were seen, in numbers. */
import type { Series } from '../../case/group';
import { looked } from '../../case/seen';
import { item } from '../../case/store';
import { say } from '../../words';

/** "One by one: 12 · Contact sheet: 300"; empty where nothing was seen. */
export function lookedWords(series: Series): string {
  const { itself, sheet, projection } = looked(series.ids.flatMap((id) => item(id) ?? []).filter((each) => !each.leftOut));
  return [
    itself > 0 && say('looked-itself', { frames: itself }),
    sheet > 0 && say('looked-sheet', { frames: sheet }),
    projection > 0 && say('looked-projection', { frames: projection }),
  ]
    .filter(Boolean)
    .join(' · ');
}
