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
import { count } from '../../shared/words';
import { addShapes, newOf } from './edit';

const NAME = 'curtain-boxes.json';
const LARGEST = 64 << 20;
const FAILED = 'This file cannot be read as a list of boxes.';

const note = signal('');

async function read(file: File): Promise<Found | null> {
  note.value = '';
  try {
    if (file.size > LARGEST) throw new RangeError();
    const answer = await engine.readBoxes(await file.text());
    if ('boxes' in answer) return findImages(answer, allItems());
    note.value = answer.error;
  } catch {
    note.value = FAILED;
  }
  return null;
}

function Preview({ found, onClose }: { found: Found; onClose: () => void }) {
  const { shapes, images, without } = found;
  const fresh = newOf(shapes).length;
  return (
    <Dialog title="Take these redactions?" onClose={onClose}>
      <p>
        {shapes.length > 0
          ? `${count(shapes.length, 'redaction')} for ${count(images, 'image')} of this case. What changes is written anew, and has to be looked at again.`
          : 'None of them is for an image of this case.'}
      </p>
      {fresh < shapes.length && <p>{shapes.length - fresh} of them are here already.</p>}
      {without > 0 && (
        <p class="warn-text">
          Nothing is done with {count(without, 'redaction')} for images that are not here, or have another size. Images are named with
          the key of their case: with another key none of them is found.
        </p>
      )}
      <div class="dialog-actions">
        <Button onClick={onClose}>Cancel</Button>
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
          Take them
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
    note.value =
      keyOrigin.value.kind === 'random'
        ? 'Images are named by their new UIDs there, and the key of this case is forgotten at its end: the file is of use in this case only. Choose a key under Rules to use it again.'
        : '';
  };
  return (
    <section class="boxes-file" aria-label="Redactions as a file">
      <div class="boxes-buttons">
        <Button kind="quiet" icon="download" disabled={shapes.length === 0} onClick={save}>
          Save redactions
        </Button>
        <FileButton
          label="Load redactions…"
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
  note.value = '';
  preview.value = null;
}
