/** The bar of a case that is being read and cleaned, and what came of it. */
import { useEffect, useState } from 'preact/hooks';
import { open } from '../app/step';
import { unpacking } from '../case/archive';
import { engineState } from '../case/engine';
import { cancel, forgetUnfinished, goOn, phase, started, unitsDone } from '../case/process';
import type { Item } from '../case/model';
import { current } from '../case/store';
import { Button } from '../shared/Button';
import { Progress } from '../shared/Progress';
import { count } from '../shared/words';
import { bytes, duration } from '../words/numbers';

const NAMES = { reading: 'Reading', planning: 'Telling patients apart', cleaning: 'De-identifying and checking' };

/** A clock for what is shown of time: rate and time left. */
function useTick(milliseconds: number): void {
  const [, set] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => set((tick) => tick + 1), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
}

export function WorkBar() {
  useTick(500);
  const now = phase.value;
  if (now !== 'reading' && now !== 'planning' && now !== 'cleaning') return null;
  const files = current.value;
  const { done, total } = unitsDone();
  const seconds = (performance.now() - started.value.at) / 1000;
  const rate = (done - started.value.before) / Math.max(seconds, 0.001);
  const finished = files.filter((file) => file.stage !== 'waiting' && file.stage !== 'scanned').length;
  const read = files.filter((file) => file.stage !== 'waiting').length;
  const zip = unpacking();
  const waiting = engineState.value === 'loading' || engineState.value === 'starting';
  const label = waiting && done === 0
    ? `${count(files.length, 'file')} waiting for the engine`
    : `${NAMES[now]}: ${(now === 'reading' ? read : finished).toLocaleString('en')} of ${count(files.length, 'file')}`;
  const detail = rate > 0 && seconds > 1 ? `${Math.max(1, Math.round(rate / 2))} files/s · ${duration((total - done) / rate)} left` : '';
  if (zip) {
    return (
      <div class="work" aria-live="polite">
        <Progress
          label={`Unpacking: ${zip.done.toLocaleString('en')} of ${count(zip.entries, 'entry', 'entries')}`}
          detail={zip.bytes ? `${bytes(zip.bytes)} checked` : ''}
          value={zip.entries ? zip.done / zip.entries : 0}
        />
        <Button onClick={cancel}>Cancel</Button>
      </div>
    );
  }
  return (
    <div class="work" aria-live="polite">
      <Progress label={label} detail={detail} value={total ? done / total : 0} />
      <Button onClick={cancel}>Cancel</Button>
    </div>
  );
}

function Stopped({ unfinished }: { unfinished: number }) {
  const failed = phase.value === 'plan failed';
  return (
    <div class="outcome" role="status">
      <h3>{failed ? 'The case could not be planned' : `Stopped. ${count(unfinished, 'file is', 'files are')} not finished.`}</h3>
      {failed && <p>Nothing was written. Try again, or take these files out of the case.</p>}
      <div class="outcome-actions">
        <Button kind="primary" onClick={goOn}>
          {failed ? 'Try again' : 'Go on'}
        </Button>
        <Button onClick={forgetUnfinished}>Take them out of the case</Button>
      </div>
    </div>
  );
}

/** What of the clean files nobody will be able to review, or black out, with the reason: better said now than at the end. */
function limits(files: readonly Item[]): string[] {
  const numbers = new Map<string, number>();
  for (const { stage, instance } of files) {
    const image = stage === 'clean' ? instance?.image : null;
    const sentence = image?.cannotShow
      ? `${image.cannotShow} What nobody can look at cannot be approved.`
      : image?.cannotRedact && `${image.cannotRedact} If it shows a name it can only be left out.`;
    if (sentence) numbers.set(sentence, (numbers.get(sentence) ?? 0) + 1);
  }
  return [...numbers].map(([sentence, number]) => `${count(number, 'file')}: ${sentence}`);
}

/** Apart from the component, whose scope holds all files: a browser may remember a button for long. */
const toReview = () => open('review');

export function Outcome() {
  const files = current.value;
  const of = (stage: string) => files.filter((file) => file.stage === stage).length;
  const unfinished = of('waiting') + of('scanned');
  if (phase.value === 'plan failed' || (phase.value === 'stopped' && unfinished)) return <Stopped unfinished={unfinished} />;
  if (files.length === 0 || phase.value !== 'idle') return null;
  const clean = of('clean');
  const held = of('quarantined');
  const others = of('not-dicom');
  return (
    <div class="outcome" role="status">
      <div>
        <h3>{clean ? `${count(clean, 'file')} de-identified` : 'Nothing here can be shared'}</h3>
        <p>
          {held > 0 && <span class="warn-text">{count(held, 'file')} in quarantine, with the reason in Review. </span>}
          {others > 0 && `${count(others, 'file is', 'files are')} no DICOM and ${others === 1 ? 'stays' : 'stay'} behind. `}
          {held + others === 0 && 'All that you added came out. Now look at it.'}
        </p>
        {limits(files).map((sentence) => (
          <p key={sentence} class="warn-text">
            {sentence}
          </p>
        ))}
      </div>
      <Button kind="primary" large icon="arrow-right" onClick={toReview}>
        Review the case
      </Button>
    </div>
  );
}
