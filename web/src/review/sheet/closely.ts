/** For which images of a series an overview is not enough, in words. */
import { needsEachFrame, type Series } from '../../case/group';
import { say } from '../../words';

/** Empty where it is enough for all. */
export function closelyWords(series: Series): string {
  if (!needsEachFrame(series)) return '';
  const { closely } = series.risk;
  if (closely >= series.stack.length) return say('sheet-closely-all');
  return say('sheet-closely-some', { frames: closely });
}
