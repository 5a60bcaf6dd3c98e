/** Copies with the drawings burned in: how they stand, and another one. */
import { useEffect, useState } from 'preact/hooks';
import { copies, isUpToDate, type Copy } from '../../case/copies';
import { current, drawing, item } from '../../case/store';
import { Button } from '../../shared/Button';
import { display, place, shownItem } from '../state';
import { burn } from './burn';
import { placeWords, showFrame } from './jump';
import { hereDrawn } from './state';

/** How a copy stands: it is looked at and approved in its own series. */
function stateOf(copy: Copy): { words: string; warn: boolean } {
  const each = item(copy.id);
  if (!isUpToDate(copy)) {
    return { words: 'Out of date: the image or its drawings changed. The copy is held back. Burn the drawings in again.', warn: true };
  }
  if (each?.stage === 'quarantined') return { words: 'Held back: see the quarantine.', warn: true };
  if (each?.stage !== 'clean') return { words: 'Being made.', warn: false };
  return each.approval ? { words: 'Approved.', warn: false } : { words: 'Not approved yet: look at it in its own series.', warn: false };
}

function CopyRow({ copy }: { copy: Copy }) {
  const { words, warn } = stateOf(copy);
  return (
    <li class="redaction-elsewhere">
      <button type="button" class="redaction-name" onClick={() => showFrame(copy.id, 0)}>
        <strong>Copy</strong> of {placeWords(copy.of, copy.frame)}
        <span class={warn ? 'warn-text copy-state' : 'copy-state'}>{words}</span>
      </button>
    </li>
  );
}

export function Copies() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const at = place.value;
  useEffect(() => setProblem(null), [at?.id, at?.frame, drawing.value.annotations]);
  void current.value;
  const made = copies.value.filter(({ id }) => item(id) !== undefined);
  const again = made.some(({ of, frame }) => of === at?.id && frame === at.frame);
  const start = async () => {
    setBusy(true);
    setProblem(await burn(shownItem.value!, at!.frame, display.value));
    setBusy(false);
  };
  return (
    <section class="elsewhere" aria-label="Copies">
      <h3>Copies with drawings</h3>
      <p class="redaction-note">
        A copy with the drawings burned in, as an image of its own: as it is shown now, redacted, whole and upright. It is
        de-identified, looked at and approved like every other image; this one stays as it is.
      </p>
      <ul aria-label="Copies with drawings">
        {made.map((copy) => (
          <CopyRow key={copy.id} copy={copy} />
        ))}
      </ul>
      <div class="redaction-add">
        <Button icon="layers" disabled={busy || hereDrawn.value.length === 0 || !at} onClick={() => void start()}>
          {busy ? 'Working…' : again ? 'Burn in again' : 'Burn into a copy'}
        </Button>
      </div>
      <p class="teaching-said warn-text" role="status">
        {problem}
      </p>
    </section>
  );
}
