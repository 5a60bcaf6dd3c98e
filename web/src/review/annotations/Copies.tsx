/** Copies with the drawings burned in: how they stand, and another one. */
import { copies, isUpToDate, type Copy } from '../../case/copies';
import { current, drawing, item } from '../../case/store';
import { Button, IconButton } from '../../shared/Button';
import { say, sayWith, type Plain } from '../../words';
import { display, place, shownItem } from '../state';
import { burning, cancelBurning, notBurned, startBurning, type Burning } from './burning';
import { placeWords, showFrame } from './jump';
import { hereDrawn } from './state';

/** How a copy stands: it is looked at and approved in its own series. */
function stateOf(copy: Copy): { message: Plain; warn: boolean } {
  const each = item(copy.id);
  if (!isUpToDate(copy)) return { message: 'copy-stale', warn: true };
  if (each?.stage === 'quarantined') return { message: 'copy-held', warn: true };
  if (each?.stage !== 'clean') return { message: 'copy-working', warn: false };
  return { message: each.approval ? 'copy-approved' : 'copy-open', warn: false };
}

function CopyRow({ copy }: { copy: Copy }) {
  const { message, warn } = stateOf(copy);
  return (
    <li class="redaction-elsewhere">
      <button type="button" class="redaction-name" onClick={() => showFrame(copy.id, 0)}>
        {sayWith('copy-line', { copy: <strong>{say('copy-name')}</strong>, image: placeWords(copy.of, copy.frame) })}
        <span class={warn ? 'warn-text copy-state' : 'copy-state'}>{say(message)}</span>
      </button>
    </li>
  );
}

function BurningRow({ now }: { now: Burning }) {
  const image = placeWords(now.of, now.frame);
  return (
    <li class="redaction-elsewhere">
      <button type="button" class="redaction-name" onClick={() => showFrame(now.of, now.frame)}>
        {sayWith('copy-line', { copy: <strong>{say('copy-name')}</strong>, image })}
        <span class="copy-state" role="status">
          {say(`burn-${now.state}`)}
        </span>
      </button>
      <IconButton icon="x" label={say('burn-cancel', { image })} onClick={cancelBurning} />
    </li>
  );
}

/** Why there is none of the shown frame, as long as its drawings are the same. */
function problemHere(): string | null {
  const problem = notBurned.value;
  if (!problem || problem.of !== place.value?.id || problem.frame !== place.value.frame) return null;
  return problem.annotations === drawing.value.annotations ? problem.sentence : null;
}

export function Copies() {
  const at = place.value;
  const now = burning.value;
  void current.value;
  const made = copies.value.filter(({ id }) => item(id) !== undefined);
  const again = made.some(({ of, frame }) => of === at?.id && frame === at.frame);
  return (
    <section class="elsewhere" aria-label={say('copies-label')}>
      <h3>{say('copies-title')}</h3>
      <p class="redaction-note">{say('copies-about')}</p>
      <ul aria-label={say('copies-title')}>
        {made.map((copy) => (
          <CopyRow key={copy.id} copy={copy} />
        ))}
        {now && <BurningRow now={now} />}
      </ul>
      <div class="redaction-add">
        <Button
          icon="layers"
          disabled={now !== null || hereDrawn.value.length === 0 || !at}
          onClick={() => void startBurning(shownItem.value!, at!.frame, display.value)}
        >
          {say(again ? 'burn-again' : 'burn')}
        </Button>
      </div>
      <p class="teaching-said warn-text" role="status">
        {problemHere()}
      </p>
    </section>
  );
}
