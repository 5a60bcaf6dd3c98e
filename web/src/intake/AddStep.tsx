import './intake.css';
import { useRef, useState } from 'preact/hooks';
import { asking, clearedAfter } from '../app/clear';
import { engine, engineState } from '../case/engine';
import { addFiles } from '../case/process';
import { current } from '../case/store';
import { Button } from '../shared/Button';
import { Icon } from '../shared/Icon';
import { say } from '../words';
import { CheckDialog } from './CheckDialog';
import { EngineFailure, EngineLine } from './EngineLine';
import { chosenFiles, droppedFiles } from './entries';
import { LimitsDialog } from './LimitsDialog';
import { Pictures } from './Pictures';
import { SavedCase } from './SavedCase';
import { Outcome, WorkBar } from './Work';

function DropZone() {
  const [over, setOver] = useState(false);
  const [note, setNote] = useState('');
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const off = engineState.value === 'failed';

  const onDrop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (off || !event.dataTransfer) return;
    const reading = droppedFiles(event.dataTransfer);
    setNote(say('drop-looking'));
    const found = await reading;
    setNote(found.unreadable ? say('drop-unreadable', { unreadable: found.unreadable }) : '');
    addFiles(found.files);
  };
  const onChosen = (input: HTMLInputElement) => {
    addFiles(chosenFiles(input));
    input.value = '';
  };
  const onDragOver = (event: DragEvent) => {
    event.preventDefault();
    if (!off) setOver(true);
  };

  return (
    <section
      class={`drop${over ? ' over' : ''}${off ? ' off' : ''}`}
      aria-label={say('drop')}
      onDragOver={onDragOver}
      onDragEnter={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <span class="drop-icon">
        <Icon name="folder-up" size={44} />
      </span>
      <h2 class="drop-title">{say('drop-title')}</h2>
      <p>{say('drop-text')}</p>
      <div class="drop-ways">
        <Button kind="primary" large disabled={off} onClick={() => folder.current?.click()}>
          {say('drop-choose-folder')}
        </Button>
        <Button large disabled={off} onClick={() => files.current?.click()}>
          {say('drop-choose-files')}
        </Button>
        <Button large disabled={off} onClick={() => void engine.sampleCase().then(addFiles)}>
          {say('drop-sample')}
        </Button>
      </div>
      {note && <p class="drop-note">{note}</p>}
      <input
        ref={(element) => {
          folder.current = element;
          element?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        name="folder"
        hidden
        aria-label={say('drop-folder')}
        onChange={(event) => onChosen(event.currentTarget)}
      />
      <input
        ref={files}
        type="file"
        name="files"
        multiple
        hidden
        aria-label={say('drop-files')}
        onChange={(event) => onChosen(event.currentTarget)}
      />
    </section>
  );
}

function Cleared() {
  if (clearedAfter.value === null || current.value.length > 0) return null;
  return (
    <p class="cleared" role="status">
      {say('add-cleared', { minutes: clearedAfter.value })}
    </p>
  );
}

export function AddStep() {
  const [dialog, setDialog] = useState<'check' | 'limits' | null>(null);
  const loaded = current.value.length > 0;
  return (
    <div class="add">
      <div class="add-inner">
        <h1>{say('add-title')}</h1>
        <p class="promise">{say('add-promise')}</p>
        <EngineFailure />
        <Cleared />
        <DropZone />
        <WorkBar />
        <Outcome />
        <Pictures />
        <SavedCase />
        {!loaded && (
          <div class="facts">
            <div>
              <h3>{say('add-headers')}</h3>
              <p>{say('add-headers-text')}</p>
            </div>
            <div>
              <h3>{say('add-pixels')}</h3>
              <p>{say('add-pixels-text')}</p>
            </div>
            <div>
              <h3>{say('add-proof')}</h3>
              <p>{say('add-proof-text')}</p>
            </div>
          </div>
        )}
        <div class="foot">
          <EngineLine />
          <span aria-hidden="true">·</span>
          <button type="button" class="link" onClick={() => setDialog('check')}>
            {say('check-title')}
          </button>
          <span aria-hidden="true">·</span>
          <button type="button" class="link" onClick={() => setDialog('limits')}>
            {say('limits-link')}
          </button>
          {loaded && (
            <>
              <span aria-hidden="true">·</span>
              <button type="button" class="link" onClick={() => (asking.value = true)}>
                {say('clear-ask')}
              </button>
            </>
          )}
        </div>
      </div>
      {dialog === 'check' && <CheckDialog onClose={() => setDialog(null)} />}
      {dialog === 'limits' && <LimitsDialog onClose={() => setDialog(null)} />}
    </div>
  );
}
