import './intake.css';
import { useRef, useState } from 'preact/hooks';
import { asking, clearedAfter } from '../app/clear';
import { engine, engineState } from '../case/engine';
import { addFiles } from '../case/process';
import { current } from '../case/store';
import { Button } from '../shared/Button';
import { Icon } from '../shared/Icon';
import { count } from '../shared/words';
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
    setNote('Looking through the folders…');
    const found = await reading;
    setNote(found.unreadable ? `${count(found.unreadable, 'file or folder', 'files or folders')} could not be opened.` : '');
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
      aria-label="Add files"
      onDragOver={onDragOver}
      onDragEnter={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <span class="drop-icon">
        <Icon name="folder-up" size={44} />
      </span>
      <h2 class="drop-title">Drop a folder or files</h2>
      <p>A CD, a PACS export, a study folder, a zip of them. Folders within folders are fine.</p>
      <div class="drop-ways">
        <Button kind="primary" large disabled={off} onClick={() => folder.current?.click()}>
          Choose a folder
        </Button>
        <Button large disabled={off} onClick={() => files.current?.click()}>
          Choose files
        </Button>
        <Button large disabled={off} onClick={() => void engine.sampleCase().then(addFiles)}>
          Try the sample case
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
        aria-label="Folder"
        onChange={(event) => onChosen(event.currentTarget)}
      />
      <input
        ref={files}
        type="file"
        name="files"
        multiple
        hidden
        aria-label="Files"
        onChange={(event) => onChosen(event.currentTarget)}
      />
    </section>
  );
}

function Cleared() {
  if (clearedAfter.value === null || current.value.length > 0) return null;
  return (
    <p class="cleared" role="status">
      The last case was cleared, because nobody touched this page for {count(clearedAfter.value, 'minute')}.
    </p>
  );
}

export function AddStep() {
  const [dialog, setDialog] = useState<'check' | 'limits' | null>(null);
  const loaded = current.value.length > 0;
  return (
    <div class="add">
      <div class="add-inner">
        <h1>Share the images, not the patient</h1>
        <p class="promise">Files are cleaned on this computer. Nothing leaves it until you have looked at every series and take it away.</p>
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
              <h3>Headers</h3>
              <p>DICOM PS3.15, every attribute at every depth, with the reason for each change.</p>
            </div>
            <div>
              <h3>Pixels</h3>
              <p>You look at each image as it will leave and black out what is burned in; the rest stays as it was.</p>
            </div>
            <div>
              <h3>Proof</h3>
              <p>Each finished file is opened again and searched for the patient’s own details.</p>
            </div>
          </div>
        )}
        <div class="foot">
          <EngineLine />
          <span aria-hidden="true">·</span>
          <button type="button" class="link" onClick={() => setDialog('check')}>
            How to check that nothing leaves
          </button>
          <span aria-hidden="true">·</span>
          <button type="button" class="link" onClick={() => setDialog('limits')}>
            What it cannot promise
          </button>
          {loaded && (
            <>
              <span aria-hidden="true">·</span>
              <button type="button" class="link" onClick={() => (asking.value = true)}>
                Clear this case…
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
