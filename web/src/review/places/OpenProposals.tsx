import './places.css';
import { say } from '../../words';
import { showProposals } from './accept';
import { openCount } from './state';

/** Beside the decision on a series: nobody approves past a proposal without a word. */
export function OpenProposals() {
  const open = openCount.value;
  if (open === 0) return null;
  return (
    <p class="open-proposals">
      {say('places-open', { proposals: open })}{' '}
      <button type="button" class="link" onClick={showProposals}>
        {say('places-show')}
      </button>
    </p>
  );
}
