/** What is proposed for the shown image: from its header, from scripts of the profile, and what never changes in a cine. */
import './places.css';
import { Button } from '../../shared/Button';
import { say, sayWith } from '../../words';
import { cannotRedact } from '../shapes/edit';
import { shownItem } from '../state';
import { accept, findUnchanging, lookedFor, looking, scanAreas } from './accept';
import { previewing, ProposalGroup } from './ProposalGroup';
import type { Proposed } from './proposals';
import { dismiss, dismissedHere, openHere, openInSeries, takeUpAgain, unchanging } from './state';

/** One press for all that lies outside of the scan areas. */
function ScanAreas() {
  const here = scanAreas();
  const everywhere = scanAreas(openInSeries.value);
  if (here.length === 0) return null;
  const images = new Set(everywhere.map(({ subject }) => subject.id)).size;
  return (
    <div class="scan-areas" {...previewing(here)}>
      <p>{say('scan-areas-why')}</p>
      <div class="proposal-actions">
        <Button onClick={() => accept(here)}>{say('scan-areas-blank')}</Button>
        {images > 1 && <Button onClick={() => accept(everywhere)}>{say('scan-areas-blank-series', { images })}</Button>}
        <Button kind="quiet" label={say('scan-areas-dismiss-which')} onClick={() => dismiss(everywhere)}>
          {say(images > 1 ? 'proposal-dismiss-in-all' : 'proposal-dismiss')}
        </Button>
      </div>
    </div>
  );
}

/** Of a cine, as it was read: in one that was cut the places would be others. */
function Unchanging() {
  const each = shownItem.value;
  const instance = each?.instance;
  if (!each?.candidate || (instance?.image?.frames ?? 0) < 2 || instance?.redactions?.crop) return null;
  const sentence = lookedFor.value?.id === each.id ? lookedFor.value.sentence : null;
  return (
    <div class="unchanging">
      {!unchanging.value.has(each.id) && (
        <Button icon="search" disabled={looking.value} onClick={() => void findUnchanging()}>
          {say(looking.value ? 'unchanging-looking' : 'unchanging-find')}
        </Button>
      )}
      {sentence && <p role="status">{sentence}</p>}
    </div>
  );
}

/** By their reason: a script says the same of all its rectangles. */
function grouped(list: readonly Proposed[]): Proposed[][] {
  const groups = new Map<string, Proposed[]>();
  for (const each of list) {
    const { source, why } = each.proposal;
    const key = `${source}|${why}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

export function PlacesPanel() {
  if (cannotRedact.value !== null) return null;
  const open = openHere.value;
  const dismissed = dismissedHere();
  return (
    <section class="proposals" aria-label={say('places-label')}>
      {open.length > 0 && <h3>{sayWith('places-proposed', { count: <span>{open.length}</span> })}</h3>}
      <ScanAreas />
      {grouped(open.filter(({ proposal }) => proposal.source !== 'ultrasound regions')).map((list) => (
        <ProposalGroup key={list[0]!.proposal.why} list={list} />
      ))}
      <Unchanging />
      {dismissed > 0 && (
        <p class="dismissed">
          {say('places-dismissed', { proposals: dismissed })}{' '}
          <button type="button" class="link" onClick={() => takeUpAgain(shownItem.value!.id)}>
            {say('places-show-again')}
          </button>
        </p>
      )}
    </section>
  );
}
