import { isStale } from '../../case/model';
import { rewriting } from '../../case/writer';
import { count } from '../../shared/words';
import { shownItem } from '../state';

/** Says that what is shown is not yet what will leave. Such an image cannot count as seen, so this may lie over it. */
export function Rewriting() {
  const item = shownItem.value;
  if (item === null || !isStale(item)) return null;
  return (
    <div class="rewriting" role="status">
      <span class="dot warn" aria-hidden="true" />
      This image is being written anew; it is shown as it was before.
    </div>
  );
}

/** How far the rewriting of other images is; stands beside the image. */
export function RewritingOthers() {
  const now = rewriting.value;
  if (!now) return null;
  return (
    <span class="rewriting-others" role="status">
      Writing anew: {now.done} of {count(now.total, 'image')}
    </span>
  );
}
