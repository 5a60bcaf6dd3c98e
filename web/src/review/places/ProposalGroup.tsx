import type { Proposal } from '../../engine/types';
import { Button } from '../../shared/Button';
import { say, type Plain } from '../../words';
import { numbersOf } from '../shapes/words';
import { accept, allLike } from './accept';
import { areaOf, likeness, type Proposed } from './proposals';
import { dismiss, preview } from './state';

const SOURCES: Record<Proposal['source'], Plain> = {
  'ultrasound regions': 'proposal-from-regions',
  'unchanging pixels': 'proposal-from-unchanging',
  'CTP script': 'proposal-from-ctp',
  'deid filter': 'proposal-from-deid',
};

/** While the mouse is there, or the focus, the image shows what would go. */
export function previewing(list: readonly Proposed[]) {
  const on = () => (preview.value = list.map(({ proposal }) => proposal));
  const off = () => (preview.value = []);
  return { onMouseEnter: on, onMouseLeave: off, onFocusIn: on, onFocusOut: off };
}

function Row({ proposed }: { proposed: Proposed }) {
  const { proposal } = proposed;
  const like = allLike(proposed);
  const does = proposal.keep ? 'proposal-keep' : 'proposal-blank';
  const numbers = numbersOf(areaOf(proposal));
  return (
    <li class="proposal" {...previewing([proposed])}>
      <span class="mono">{numbers}</span>
      <Button label={say(`${does}-which`, { numbers })} onClick={() => accept([proposed])}>
        {say(does)}
      </Button>
      <Button kind="quiet" label={say('proposal-dismiss-which', { numbers })} onClick={() => dismiss([proposed])}>
        {say('proposal-dismiss')}
      </Button>
      {like.length > 1 && (
        <>
          <span>{say('proposal-in', { images: like.length })}</span>
          <Button label={say(`${does}-all-which`, { numbers })} onClick={() => accept(like)}>
            {say(`${does}-all`)}
          </Button>
          <Button kind="quiet" label={say('proposal-dismiss-in-all-which', { numbers })} onClick={() => dismiss(like)}>
            {say('proposals-dismiss')}
          </Button>
        </>
      )}
    </li>
  );
}

/** Proposals of one origin: its reason once, and the rectangles. */
export function ProposalGroup({ list }: { list: readonly Proposed[] }) {
  const { source, why } = list[0]!.proposal;
  return (
    <div class="proposal-group">
      <h4>{say(SOURCES[source])}</h4>
      <p>{why}</p>
      {list.length > 1 && (
        <div class="proposal-actions">
          <Button onClick={() => accept(list)}>{say('proposals-blank', { proposals: list.length })}</Button>
          <Button kind="quiet" label={say('proposals-dismiss-which', { proposals: list.length })} onClick={() => dismiss(list)}>
            {say('proposals-dismiss')}
          </Button>
        </div>
      )}
      <ul aria-label={say(SOURCES[source])}>
        {list.map((each) => (
          <Row key={likeness(each.proposal)} proposed={each} />
        ))}
      </ul>
    </div>
  );
}
