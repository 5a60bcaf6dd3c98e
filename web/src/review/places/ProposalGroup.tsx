import type { Proposal } from '../../engine/types';
import { Button } from '../../shared/Button';
import { numbersOf } from '../shapes/words';
import { accept, allLike } from './accept';
import { areaOf, likeness, type Proposed } from './proposals';
import { dismiss, preview } from './state';

const SOURCES: Record<Proposal['source'], string> = {
  'ultrasound regions': 'Outside of the scan areas',
  'unchanging pixels': 'Never changes',
  'CTP script': 'From a script of CTP',
  'deid filter': 'From a filter of deid',
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
  const name = proposal.keep ? 'Keep only inside' : 'Blank';
  const numbers = numbersOf(areaOf(proposal));
  return (
    <li class="proposal" {...previewing([proposed])}>
      <span class="mono">{numbers}</span>
      <Button label={`${name}: ${numbers}`} onClick={() => accept([proposed])}>
        {name}
      </Button>
      <Button kind="quiet" label={`Dismiss: ${numbers}`} onClick={() => dismiss([proposed])}>
        Dismiss
      </Button>
      {like.length > 1 && (
        <>
          <span>in {like.length.toLocaleString('en')} images</span>
          <Button label={`${name} in all: ${numbers}`} onClick={() => accept(like)}>
            {name} in all
          </Button>
          <Button kind="quiet" label={`Dismiss in all: ${numbers}`} onClick={() => dismiss(like)}>
            Dismiss all
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
      <h4>{SOURCES[source]}</h4>
      <p>{why}</p>
      {list.length > 1 && (
        <div class="proposal-actions">
          <Button onClick={() => accept(list)}>Blank all {list.length}</Button>
          <Button kind="quiet" label={`Dismiss all ${list.length}`} onClick={() => dismiss(list)}>
            Dismiss all
          </Button>
        </div>
      )}
      <ul aria-label={SOURCES[source]}>
        {list.map((each) => (
          <Row key={likeness(each.proposal)} proposed={each} />
        ))}
      </ul>
    </div>
  );
}
