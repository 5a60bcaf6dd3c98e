/** The case as a small file, and one taken up again. */
import { useState } from 'preact/hooks';
import { SavedError } from '../case/saved';
import { cannotSave, savedCase, takeUp } from '../case/take-up';
import { phase } from '../case/process';
import { current } from '../case/store';
import { Button } from '../shared/Button';
import { FileButton } from '../shared/FileButton';
import { saveFile } from '../shared/save';
import { say } from '../words';

const NAME = 'curtain-case.json';
const LARGEST = 64 << 20;

export function SavedCase() {
  const [busy, setBusy] = useState(false);
  const [note, setNote] = useState<{ words: string; problem: boolean } | null>(null);
  if (current.value.length === 0 || phase.value !== 'idle') return null;
  const why = cannotSave();

  const work = async (task: () => Promise<{ words: string; problem: boolean }>) => {
    setBusy(true);
    setNote(null);
    try {
      setNote(await task());
    } catch (error) {
      setNote({ words: error instanceof SavedError ? error.sentence : say('saved-case-failed'), problem: true });
    }
    setBusy(false);
  };
  const save = async () => {
    const { blob, behind } = await savedCase();
    saveFile(blob, NAME);
    const told = [say('saved-case-saved', { name: NAME })];
    if (behind > 0) told.push(say('saved-case-behind', { rules: behind }));
    return { words: told.join(' '), problem: behind > 0 };
  };
  const read = async (file: File) => {
    if (file.size > LARGEST) throw new SavedError(say('taken-not-saved'));
    const { found, missing, refused } = await takeUp(await file.text());
    const told = [say('saved-case-taken', { files: found })];
    if (missing > 0) told.push(say('saved-case-missing', { images: missing }));
    if (refused > 0) told.push(say('saved-case-refused', { rules: refused }));
    return { words: told.join(' '), problem: refused > 0 };
  };

  return (
    <section class="saved-case" aria-label={say('saved-case')}>
      <h3>{say('saved-case')}</h3>
      <p>{why ?? say('saved-case-text')}</p>
      <div class="saved-buttons">
        <Button icon="download" disabled={busy || why !== null} onClick={() => void work(save)}>
          {say('saved-case-save')}
        </Button>
        <FileButton
          label={say('saved-case-take-up')}
          words={say(busy ? 'working' : 'saved-case-take-up')}
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
