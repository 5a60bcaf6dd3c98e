/** Redactions to a file and from one: the same that `curtain redact --boxes` takes. */
import { signal } from '@preact/signals';
import { findImages, writeBoxes, type Found } from '../../case/boxes';
import { engine } from '../../case/engine';
import { keyOrigin } from '../../case/key';
import { allItems, drawing, item } from '../../case/store';
import { Button } from '../../shared/Button';
import { Dialog } from '../../shared/Dialog';
import { FileButton } from '../../shared/FileButton';
import { saveFile } from '../../shared/save';
import { say } from '../../words';
import { addShapes, newOf } from './edit';

const NAME = 'curtain-boxes.json';
const LARGEST = 64 << 20;

const note = signal<string | null>(null);

async function read(file: File): Promise<Found | null> {
  note.value = null;
  try {
    if (file.size > LARGEST) throw new RangeError();
    const answer = await engine.readBoxes(await file.text());
    if ('boxes' in answer) return findImages(answer, allItems());
    note.value = answer.error;
  } catch {
    note.value = say('boxes-unread');
  }
  return null;
}

function Preview({ found, onClose }: { found: Found; onClose: () => void }) {
  const { shapes, images, without } = found;
  const fresh = newOf(shapes).length;
  return (
    <Dialog title={say('boxes-title')} onClose={onClose}>
      <p>{shapes.length > 0 ? say('boxes-found', { redactions: shapes.length, images }) : say('boxes-none')}</p>
      {fresh < shapes.length && <p>{say('boxes-known', { redactions: shapes.length - fresh })}</p>}
      {without > 0 && <p class="warn-text">{say('boxes-without', { redactions: without })}</p>}
      <div class="dialog-actions">
        <Button onClick={onClose}>{say('cancel')}</Button>
        <button
          type="button"
          class="button primary"
          data-focus
          disabled={fresh === 0}
          onClick={() => {
            addShapes(shapes);
            onClose();
          }}
        >
          {say('boxes-take')}
        </button>
      </div>
    </Dialog>
  );
}

const preview = signal<Found | null>(null);

export function BoxesFile() {
  const { shapes } = drawing.value;
  const save = () => {
    const text = writeBoxes(shapes, item);
    if (text === null) return;
    saveFile(new Blob([text], { type: 'application/json' }), NAME);
    note.value = keyOrigin.value.kind === 'random' ? say('boxes-random') : null;
  };
  return (
    <section class="boxes-file" aria-label={say('boxes-label')}>
      <div class="boxes-buttons">
        <Button kind="quiet" icon="download" disabled={shapes.length === 0} onClick={save}>
          {say('boxes-save')}
        </Button>
        <FileButton
          label={say('boxes-load')}
          icon="folder-up"
          kind="quiet"
          onFile={(file) => void read(file).then((found) => (preview.value = found))}
        />
      </div>
      {note.value && (
        <p class="warn-text" role="alert">
          {note.value}
        </p>
      )}
      {preview.value && <Preview found={preview.value} onClose={() => (preview.value = null)} />}
    </section>
  );
}

/** A new case starts without them. */
export function forgetBoxesFile(): void {
  note.value = null;
  preview.value = null;
}
