/** The panel that stands in the place of the rules: attributes, words and long texts of the case, to be judged. */
import './survey.css';
import { useEffect } from 'preact/hooks';
import { open } from '../app/step';
import { engineState } from '../case/engine';
import { phase } from '../case/process';
import { Button, IconButton } from '../shared/Button';
import { Progress } from '../shared/Progress';
import { Tabs } from '../shared/Tabs';
import { count } from '../shared/words';
import { duration } from '../words/numbers';
import { Attributes } from './Attributes';
import { redo, redoable, refusal, said, undo, undoable } from './judge';
import { LeftWords } from './LeftWords';
import { LongTexts } from './LongTexts';
import { cancelSurvey, reading, readSurvey, shown, surveying, tab, wanted, type Shown } from './state';

/** A case that is read sooner than this is read again by itself, once nobody has judged anything for a moment. */
const SOON = 8;
const PAUSE = 900;

const close = () => {
  surveying.value = false;
};
/** Until all files are read, patients cannot be told apart. */
const isPlanned = () => phase.value !== 'reading' && phase.value !== 'planning';

/** True where the panel reads again by itself. */
const isSoon = () => (shown.value?.seconds ?? 0) <= SOON && phase.value === 'idle' && reading.value.kind === 'idle';

/** Reads the case when the panel opens, and again when the rules have changed, if that is soon done. */
function useReading(): void {
  const { files, isShown } = wanted.value;
  const ready = files > 0 && isPlanned() && engineState.value !== 'failed';
  const { kind } = reading.value;
  const seconds = shown.value?.seconds;
  useEffect(() => {
    if (!ready || isShown || kind !== 'idle') return;
    if (seconds === undefined) return void readSurvey();
    if (!isSoon()) return;
    const timer = setTimeout(() => void readSurvey(true), PAUSE);
    return () => clearTimeout(timer);
  }, [ready, isShown, kind, seconds, undoable.value, phase.value]);
}

function Reads() {
  const now = reading.value;
  if (now.kind !== 'reading') return null;
  const seconds = (performance.now() - now.since) / 1000;
  const left = seconds > 2 && now.done >= now.total / 50 ? `${duration(((now.total - now.done) * seconds) / now.done)} left` : '';
  return (
    <div class="survey-reading" aria-live="polite">
      <Progress
        label={`${now.done.toLocaleString('en')} of ${count(now.total, 'file')} read`}
        detail={left}
        value={now.total ? now.done / now.total : 0}
      />
      <Button onClick={cancelSurvey}>Cancel</Button>
    </div>
  );
}

/** Always of one height: what stands below must not move under the mouse. */
function State() {
  const now = reading.value;
  if (refusal.value) {
    return (
      <p class="survey-state bad" role="alert">
        {refusal.value}
      </p>
    );
  }
  if (now.kind === 'reading') {
    return (
      <p class="survey-state" aria-live="polite">
        Reading again: {now.done.toLocaleString('en')} of {count(now.total, 'file')}
        <Button kind="quiet" onClick={cancelSurvey}>
          Cancel
        </Button>
      </p>
    );
  }
  if (said.value.size > 0 || (!wanted.value.isShown && isSoon())) return <p class="survey-state">Reading again…</p>;
  const ended = { idle: '', stopped: 'Reading was stopped. ', failed: 'The case could not be read again. ' }[now.kind];
  return (
    <p class="survey-state" role="status">
      {wanted.value.isShown ? (
        'Up to date'
      ) : (
        <>
          <span class="warn-text">{ended}The rules or the files have changed since.</span>
          <Button kind="quiet" onClick={() => void readSurvey()}>
            Read again
          </Button>
        </>
      )}
    </p>
  );
}

function Nothing() {
  const { files } = wanted.value;
  const now = reading.value.kind;
  if (now === 'reading') {
    return (
      <>
        <p>Every file is read once more, here on this computer, to tell what stands in each of its attributes.</p>
        <Reads />
      </>
    );
  }
  if (engineState.value === 'failed') return <p>The engine does not work, so nothing can be read. Add says why.</p>;
  if (!isPlanned()) return <p aria-live="polite">The files of this case are still being read. This starts when they are.</p>;
  if (files === 0) {
    return (
      <>
        <p>There is no file yet whose attributes could be reviewed.</p>
        <Button kind="primary" onClick={() => open('add')}>
          Go to Add
        </Button>
      </>
    );
  }
  return (
    <>
      <p role="status">{now === 'failed' ? 'The case could not be read.' : 'Nothing was read yet.'}</p>
      <Button kind="primary" onClick={() => void readSurvey()}>
        Read the attributes of {count(files, 'file')}
      </Button>
    </>
  );
}

function Lead({ shown: { survey } }: { shown: Shown }) {
  const { files, patients, quarantined, alreadyDeidentified } = survey;
  return (
    <p class="survey-lead">
      {count(files, 'file')} of {count(patients, 'patient')}
      {quarantined > 0 && `; ${count(quarantined, 'file')} cannot be cleaned and ${quarantined === 1 ? 'is' : 'are'} not in it`}.
      {alreadyDeidentified > 0 &&
        ` ${alreadyDeidentified === files ? 'All' : alreadyDeidentified.toLocaleString('en')} of them say that they were de-identified before: what that left stands here.`}
    </p>
  );
}

/** Undo and redo, as in Review; in a field of text these keys are the field's own. */
function onKey(event: KeyboardEvent): void {
  const isField = event.target instanceof HTMLInputElement || document.querySelector('dialog[open]') !== null;
  if (isField || !(event.ctrlKey || event.metaKey)) return;
  const key = event.key.toLowerCase();
  if (key === 'y' || (key === 'z' && event.shiftKey)) redo();
  else if (key === 'z') undo();
  else return;
  event.preventDefault();
}

export function SurveyPanel() {
  useReading();
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    document.getElementById('survey-title')?.focus();
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  const now = shown.value;
  return (
    <section class="survey" aria-labelledby="survey-title">
      <header class="survey-head">
        <div>
          <h2 id="survey-title" tabIndex={-1}>
            Attributes of this case
          </h2>
          {now && <Lead shown={now} />}
        </div>
        <div class="survey-actions">
          <IconButton icon="undo-2" label="Undo" title="Undo (Ctrl+Z)" disabled={undoable.value.length === 0} onClick={undo} />
          <IconButton icon="redo-2" label="Redo" title="Redo (Ctrl+Shift+Z)" disabled={redoable.value.length === 0} onClick={redo} />
          <Button onClick={close}>Back to the rules</Button>
        </div>
      </header>
      {now === null ? (
        <div class="survey-nothing">
          <Nothing />
        </div>
      ) : (
        <>
          <div class="survey-bar">
            <Tabs
              id="survey-tab"
              label="What is left to judge"
              chosen={tab}
              tabs={[
                { name: 'attributes', words: 'Attributes', number: now.survey.rows.length.toLocaleString('en') },
                { name: 'words', words: 'Words left over', number: now.survey.words.length.toLocaleString('en') },
                { name: 'texts', words: 'Long texts', number: now.survey.texts.length.toLocaleString('en') },
              ]}
            />
            <State />
          </div>
          <div class="survey-panel" role="tabpanel" id="survey-tab-panel" aria-labelledby={`survey-tab-${tab.value}`}>
            {tab.value === 'attributes' && <Attributes shown={now} />}
            {tab.value === 'words' && <LeftWords shown={now} />}
            {tab.value === 'texts' && <LongTexts shown={now} />}
          </div>
        </>
      )}
    </section>
  );
}
