/** The case as a small file, and one taken up again. */
import { useState } from 'preact/hooks';
import { SavedError } from '../case/saved';
import { cannotSave, savedCase, takeUp } from '../case/take-up';
import { phase } from '../case/process';
import { current } from '../case/store';
import { Button } from '../shared/Button';
import { FileButton } from '../shared/FileButton';
import { saveFile } from '../shared/save';
import { count } from '../shared/words';

const NAME = 'curtain-case.json';
const LARGEST = 64 << 20;
const FAILED = 'This saved case could not be taken up.';

export function SavedCase() {
  const [busy, setBusy] = useState(false);
  const [note, setNote] = useState<{ words: string; problem: boolean } | null>(null);
  if (current.value.length === 0 || phase.value !== 'idle') return null;
  const why = cannotSave();

  const work = async (task: () => Promise<string>) => {
    setBusy(true);
    setNote(null);
    try {
      setNote({ words: await task(), problem: false });
    } catch (error) {
      setNote({ words: error instanceof SavedError ? error.message : FAILED, problem: true });
    }
    setBusy(false);
  };
  const save = async () => {
    saveFile(await savedCase(), NAME);
    return `Saved ${NAME}.`;
  };
  const read = async (file: File) => {
    if (file.size > LARGEST) throw new SavedError('This is no saved case of Curtain.');
    const { found, missing } = await takeUp(await file.text());
    const absent = missing > 0 ? ` ${count(missing, 'image')} of it ${missing === 1 ? 'is' : 'are'} not here.` : '';
    return `Taken up for ${count(found, 'file')}. What comes out with the same bytes as then is seen and approved as it was.${absent}`;
  };

  return (
    <section class="saved-case" aria-label="Go on another day">
      <h3>Go on another day</h3>
      <p>
        {why ??
          'Redactions, approvals and settings go into a small file, without images and without identity. Add the same folder with the same key, and take the file up.'}
      </p>
      <div class="saved-buttons">
        <Button icon="download" disabled={busy || why !== null} onClick={() => void work(save)}>
          Save this case
        </Button>
        <FileButton
          label="Take up a saved case…"
          words={busy ? 'Working…' : 'Take up a saved case…'}
          icon="folder-up"
          disabled={busy || why !== null}
          onFile={(file) => void work(() => read(file))}
        />
      </div>
      {note && (
        <p class={note.problem ? 'warn-text' : ''} role={note.problem ? 'alert' : 'status'}>
          {note.words}
        </p>
      )}
    </section>
  );
}
