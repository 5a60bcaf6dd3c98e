/** The panel that stands in the place of the rules: attributes, words and long texts of the case, to be judged. */
import './survey.css';
import { useEffect } from 'preact/hooks';
import { open } from '../app/step';
import { engineState } from '../case/engine';
import { phase } from '../case/process';
import { Button, IconButton } from '../shared/Button';
import { Progress } from '../shared/Progress';
import { Tabs } from '../shared/Tabs';
import { say } from '../words';
import { duration, grouped } from '../words/numbers';
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
  const left = seconds > 2 && now.done >= now.total / 50 ? say('survey-read-left', { time: duration(((now.total - now.done) * seconds) / now.done) }) : '';
  return (
    <div class="survey-reading" aria-live="polite">
      <Progress
        label={say('survey-read', { done: now.done, files: now.total })}
        detail={left}
        value={now.total ? now.done / now.total : 0}
      />
      <Button onClick={cancelSurvey}>{say('cancel')}</Button>
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
        {say('survey-again-done', { done: now.done, files: now.total })}
        <Button kind="quiet" onClick={cancelSurvey}>
          {say('cancel')}
        </Button>
      </p>
    );
  }
  if (said.value.size > 0 || (!wanted.value.isShown && isSoon())) return <p class="survey-state">{say('survey-again')}</p>;
  return (
    <p class="survey-state" role="status">
      {wanted.value.isShown ? (
        say('survey-current')
      ) : (
        <>
          <span class="warn-text">{say(`survey-old-${now.kind}`)}</span>
          <Button kind="quiet" onClick={() => void readSurvey()}>
            {say('survey-again-start')}
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
        <p>{say('survey-reads')}</p>
        <Reads />
      </>
    );
  }
  if (engineState.value === 'failed') return <p>{say('survey-no-engine')}</p>;
  if (!isPlanned()) return <p aria-live="polite">{say('survey-waits')}</p>;
  if (files === 0) {
    return (
      <>
        <p>{say('survey-no-files')}</p>
        <Button kind="primary" onClick={() => open('add')}>
          {say('go-to-add')}
        </Button>
      </>
    );
  }
  return (
    <>
      <p role="status">{say(now === 'failed' ? 'survey-unread-failed' : 'survey-unread')}</p>
      <Button kind="primary" onClick={() => void readSurvey()}>
        {say('survey-start', { files })}
      </Button>
    </>
  );
}

function Lead({ shown: { survey } }: { shown: Shown }) {
  const { files, patients, quarantined, alreadyDeidentified: before } = survey;
  return (
    <p class="survey-lead">
      {quarantined > 0 ? say('survey-lead-quarantined', { files, patients, quarantined }) : say('survey-lead', { files, patients })}{' '}
      {before > 0 && (before === files ? say('survey-lead-before-all') : say('survey-lead-before', { before }))}
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
            {say('survey')}
          </h2>
          {now && <Lead shown={now} />}
        </div>
        <div class="survey-actions">
          <IconButton icon="undo-2" label={say('action-undo')} title={say('survey-undo-tip')} disabled={undoable.value.length === 0} onClick={undo} />
          <IconButton icon="redo-2" label={say('action-redo')} title={say('survey-redo-tip')} disabled={redoable.value.length === 0} onClick={redo} />
          <Button onClick={close}>{say('survey-close')}</Button>
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
              label={say('survey-tabs')}
              chosen={tab}
              tabs={[
                { name: 'attributes', words: say('survey-tab-attributes'), number: grouped(now.survey.rows.length) },
                { name: 'words', words: say('survey-tab-words'), number: grouped(now.survey.words.length) },
                { name: 'texts', words: say('survey-tab-texts'), number: grouped(now.survey.texts.length) },
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
