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
import { say } from '../words';
import { bytes, duration } from '../words/numbers';

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
    ? say('work-waiting', { files: files.length })
    : say(`work-${now}`, { done: now === 'reading' ? read : finished, files: files.length });
  const told = rate > 0 && seconds > 1;
  const detail = told ? say('work-rate', { rate: Math.max(1, Math.round(rate / 2)), time: duration((total - done) / rate) }) : '';
  if (zip) {
    return (
      <div class="work" aria-live="polite">
        <Progress
          label={say('work-unpacking', { done: zip.done, entries: zip.entries })}
          detail={zip.bytes ? say('work-unpacking-checked', { size: bytes(zip.bytes) }) : ''}
          value={zip.entries ? zip.done / zip.entries : 0}
        />
        <Button onClick={cancel}>{say('cancel')}</Button>
      </div>
    );
  }
  return (
    <div class="work" aria-live="polite">
      <Progress label={label} detail={detail} value={total ? done / total : 0} />
      <Button onClick={cancel}>{say('cancel')}</Button>
    </div>
  );
}

function Stopped({ unfinished }: { unfinished: number }) {
  const failed = phase.value === 'plan failed';
  return (
    <div class="outcome" role="status">
      <h3>{failed ? say('outcome-not-planned') : say('outcome-stopped', { files: unfinished })}</h3>
      {failed && <p>{say('outcome-not-planned-text')}</p>}
      <div class="outcome-actions">
        <Button kind="primary" onClick={goOn}>
          {say(failed ? 'try-again' : 'outcome-go-on')}
        </Button>
        <Button onClick={forgetUnfinished}>{say('outcome-forget')}</Button>
      </div>
    </div>
  );
}

/** How often each sentence was said. */
function counted(sentences: readonly (string | null)[]): [string, number][] {
  const numbers = new Map<string, number>();
  for (const each of sentences) if (each) numbers.set(each, (numbers.get(each) ?? 0) + 1);
  return [...numbers];
}

/** What of the clean files nobody will be able to review, or black out, with the reason: better said now than at the end. */
function limits(files: readonly Item[]): string[] {
  const images = files.flatMap(({ stage, instance }) => (stage === 'clean' && instance?.image ? [instance.image] : []));
  const hidden = counted(images.map(({ cannotShow }) => cannotShow));
  const fixed = counted(images.map(({ cannotShow, cannotRedact }) => (cannotShow ? null : cannotRedact)));
  return [
    ...hidden.map(([why, files]) => say('outcome-cannot-show', { files, why })),
    ...fixed.map(([why, files]) => say('outcome-cannot-redact', { files, why })),
  ];
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
        <h3>{clean ? say('outcome-clean', { files: clean }) : say('outcome-nothing')}</h3>
        <p>
          {held > 0 && <span class="warn-text">{say('outcome-held', { files: held })} </span>}
          {others > 0 && `${say('outcome-not-dicom', { files: others })} `}
          {held + others === 0 && say('outcome-all')}
        </p>
        {limits(files).map((sentence) => (
          <p key={sentence} class="warn-text">
            {sentence}
          </p>
        ))}
      </div>
      <Button kind="primary" large icon="arrow-right" onClick={toReview}>
        {say('outcome-review')}
      </Button>
    </div>
  );
}
