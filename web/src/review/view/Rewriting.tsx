import { isStale, type Item } from '../../case/model';
import { rewriting } from '../../case/writer';
import { say } from '../../words';
import type { Viewport } from './viewport';

/** True while the pixels on the screen are those of an earlier candidate: the new one is still to be decoded. */
function isBehind(viewport: Viewport, { id, candidate }: Item): boolean {
  const of = viewport.shownOf.value;
  return of?.id === id && of.frame === viewport.place.value?.frame && of.mark !== null && of.mark !== candidate?.mark;
}

/** Says that what is shown is not yet what will leave. */
export function Rewriting({ viewport }: { viewport: Viewport }) {
  const item = viewport.item.value;
  if (item === null || !(isStale(item) || isBehind(viewport, item))) return null;
  return (
    <span class="pane-note rewriting" role="status">
      <span class="dot warn" aria-hidden="true" />
      {say('rewriting-this')}
    </span>
  );
}

/** How far the rewriting of other images is; stands below the image. */
export function RewritingOthers() {
  const now = rewriting.value;
  if (!now) return null;
  return (
    <span class="rewriting-others" role="status">
      {say('rewriting-others', { done: now.done, images: now.total })}
    </span>
  );
}
