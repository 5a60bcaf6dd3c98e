import { isStale } from '../../case/model';
import { rewriting } from '../../case/writer';
import { count } from '../../shared/words';
import { shownItem } from '../state';

/** Says that what is shown is not yet what will leave. */
export function Rewriting() {
  const item = shownItem.value;
  const others = rewriting.value;
  const here = item !== null && isStale(item);
  if (!here && !others) return null;
  const progress = others && others.total > 1 ? ` ${others.done} of ${count(others.total, 'image')} done.` : '';
  return (
    <div class="rewriting" role="status">
      <span class="dot warn" aria-hidden="true" />
      {here ? 'This image is being written anew; it is shown as it was before.' : 'Images are being written anew.'}
      {progress}
    </div>
  );
}
