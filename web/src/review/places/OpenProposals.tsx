import './places.css';
import { count } from '../../shared/words';
import { showProposals } from './accept';
import { openCount } from './state';

/** Beside the decision on a series: nobody approves past a proposal without a word. */
export function OpenProposals() {
  const open = openCount.value;
  if (open === 0) return null;
  return (
    <p class="open-proposals">
      {count(open, 'proposal')} not looked at{' '}
      <button type="button" class="link" onClick={showProposals}>
        Show
      </button>
    </p>
  );
}
