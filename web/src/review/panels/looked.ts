/** How the frames of a series were seen, in numbers. */
import type { Series } from '../../case/group';
import { looked } from '../../case/seen';
import { item } from '../../case/store';

/** "One by one: 12 · Contact sheet: 300"; empty where nothing was seen. */
export function lookedWords(series: Series): string {
  const { itself, sheet, projection } = looked(series.ids.flatMap((id) => item(id) ?? []).filter((each) => !each.leftOut));
  return [
    itself > 0 && `One by one: ${itself.toLocaleString('en')}`,
    sheet > 0 && `Contact sheet: ${sheet.toLocaleString('en')}`,
    projection > 0 && `Projection: ${projection.toLocaleString('en')}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
