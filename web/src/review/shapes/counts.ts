/** How many images there are of each size: what a redaction would hold for is told before it is drawn. */
import { computed } from '@preact/signals';
import type { Item } from '../../case/model';
import { allItems, marks, structure } from '../../case/store';
import { subjectOf } from '../../case/wanted';
import type { ShapeSubject } from '../../case/shapes';

const keyOf = (series: string, { rows, columns }: { rows: number; columns: number }) => `${series}|${rows}|${columns}`;

function counted(of: (item: Item) => boolean): Map<string, number> {
  const found = new Map<string, number>();
  for (const each of allItems()) {
    const subject = each.stage === 'clean' && of(each) ? subjectOf(each) : null;
    if (!subject) continue;
    for (const key of [keyOf(subject.series, subject), keyOf('', subject), subject.series]) found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

const counts = computed(() => {
  void structure.value;
  return counted(() => true);
});

const approved = computed(() => {
  void marks.value;
  return counted(({ approval }) => approval !== null);
});

/** Of the images of the same size, in the series or everywhere, those that a redaction would take the approval from. */
export function approvedOf(subject: Pick<ShapeSubject, 'series' | 'rows' | 'columns'>, everywhere: boolean): number {
  return approved.value.get(keyOf(everywhere ? '' : subject.series, subject)) ?? 0;
}

/** Images of the same size in the series and in the case, and those of the series that have another one. */
export function countsFor(subject: Pick<ShapeSubject, 'series' | 'rows' | 'columns'>): { series: number; everywhere: number; others: number } {
  const series = counts.value.get(keyOf(subject.series, subject)) ?? 0;
  return {
    series,
    everywhere: counts.value.get(keyOf('', subject)) ?? 0,
    others: (counts.value.get(subject.series) ?? 0) - series,
  };
}
