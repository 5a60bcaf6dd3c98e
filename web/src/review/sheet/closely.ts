/** For which images of a series an overview is not enough, in words. */
import { needsEachFrame, type Series } from '../../case/group';
import { count } from '../../shared/words';

/** Empty where it is enough for all. */
export function closelyWords(series: Series): string {
  if (!needsEachFrame(series)) return '';
  const { closely } = series.risk;
  if (closely >= series.stack.length) return 'To find your way: images of this series have to be looked at one by one.';
  return `Enough for all but ${count(closely, 'frame')}: look at ${closely === 1 ? 'that' : 'those'} one by one.`;
}
