import { say } from '../../words';
import { tool } from '../state';
import type { Viewport } from '../view/viewport';
import { comparing } from './before';

/** Says that what is shown is the file as it was added. */
export function BeforeWords({ viewport }: { viewport: Viewport }) {
  const of = viewport.shownOf.value;
  if (of?.mark !== null || (!comparing.value && tool.value !== 'crop')) return null;
  return (
    <span class="pane-note warn-text" role="status">
      {say(comparing.value ? 'before-compared' : 'before-cropped')}
    </span>
  );
}
