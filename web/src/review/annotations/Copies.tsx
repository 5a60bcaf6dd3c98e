/** Copies with the drawings burned in: how they stand, and another one. */
import { useEffect, useState } from 'preact/hooks';
import { copies, isUpToDate, type Copy } from '../../case/copies';
import { current, drawing, item } from '../../case/store';
import { Button } from '../../shared/Button';
import { say, sayWith, type Plain, type Sentence } from '../../words';
import { display, place, shownItem } from '../state';
import { burn } from './burn';
import { placeWords, showFrame } from './jump';
import { hereDrawn } from './state';

/** How a copy stands: it is looked at and approved in its own series. */
function stateOf(copy: Copy): { words: Plain; warn: boolean } {
  const each = item(copy.id);
  if (!isUpToDate(copy)) return { words: 'copy-stale', warn: true };
  if (each?.stage === 'quarantined') return { words: 'copy-held', warn: true };
  if (each?.stage !== 'clean') return { words: 'copy-working', warn: false };
  return { words: each.approval ? 'copy-approved' : 'copy-open', warn: false };
}

function CopyRow({ copy }: { copy: Copy }) {
  const { words, warn } = stateOf(copy);
  return (
    <li class="redaction-elsewhere">
      <button type="button" class="redaction-name" onClick={() => showFrame(copy.id, 0)}>
        {sayWith('copy-line', { copy: <strong>{say('copy-name')}</strong>, image: placeWords(copy.of, copy.frame) })}
        <span class={warn ? 'warn-text copy-state' : 'copy-state'}>{say(words)}</span>
      </button>
    </li>
  );
}

export function Copies() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Sentence | null>(null);
  const at = place.value;
  useEffect(() => setProblem(null), [at?.id, at?.frame, drawing.value.annotations]);
  void current.value;
  const made = copies.value.filter(({ id }) => item(id) !== undefined);
  const again = made.some(({ of, frame }) => of === at?.id && frame === at.frame);
  const start = async () => {
    setBusy(true);
    const told = await burn(shownItem.value!, at!.frame, display.value);
    setProblem(() => told);
    setBusy(false);
  };
  return (
    <section class="elsewhere" aria-label={say('copies-label')}>
      <h3>{say('copies-title')}</h3>
      <p class="redaction-note">{say('copies-about')}</p>
      <ul aria-label={say('copies-title')}>
        {made.map((copy) => (
          <CopyRow key={copy.id} copy={copy} />
        ))}
      </ul>
      <div class="redaction-add">
        <Button icon="layers" disabled={busy || hereDrawn.value.length === 0 || !at} onClick={() => void start()}>
          {say(busy ? 'burn-working' : again ? 'burn-again' : 'burn')}
        </Button>
      </div>
      <p class="teaching-said warn-text" role="status">
        {problem?.()}
      </p>
    </section>
  );
}
