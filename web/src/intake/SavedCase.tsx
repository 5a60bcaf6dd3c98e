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

  const work = async (task: () => Promise<string>) => {
    setBusy(true);
    setNote(null);
    try {
      setNote({ words: await task(), problem: false });
    } catch (error) {
      setNote({ words: error instanceof SavedError ? error.message : say('saved-case-failed'), problem: true });
    }
    setBusy(false);
  };
  const save = async () => {
    saveFile(await savedCase(), NAME);
    return say('saved-case-saved', { name: NAME });
  };
  const read = async (file: File) => {
    if (file.size > LARGEST) throw new SavedError(say('taken-not-saved'));
    const { found, missing } = await takeUp(await file.text());
    const taken = say('saved-case-taken', { files: found });
    return missing > 0 ? `${taken} ${say('saved-case-missing', { images: missing })}` : taken;
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
