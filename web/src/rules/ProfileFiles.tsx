import { useRef, useState } from 'preact/hooks';
import { engine } from '../case/engine';
import { profile, rules, siteRules } from '../case/profile';
import { Button } from '../shared/Button';
import { saveFile } from '../shared/save';
import { say } from '../words';
import { bytes } from '../words/numbers';
import { change } from './change';
import { ImportDialog, type Read } from './ImportDialog';
import { PixelScripts, withPixelScripts } from './PixelScripts';

const NAME = 'curtain-profile.toml';
/** A script of the largest sites is a hundred kilobytes; a lookup table of a hundred thousand patients is some megabytes. */
const LARGEST = 16 << 20;
const MOST = 20;

/** The profile in force as a file, and others from files. */
export function ProfileFiles() {
  const input = useRef<HTMLInputElement>(null);
  const row = useRef<HTMLDivElement>(null);
  const [read, setRead] = useState<{ imported: Read; files: readonly File[] } | null>(null);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const off = busy || rules.value === null;

  const save = async () => {
    try {
      saveFile(new Blob([await engine.profileText(profile.value)], { type: 'application/toml' }), NAME);
      setNote('');
    } catch {
      setNote(say('files-save-failed'));
    }
  };
  const load = async (files: readonly File[], ctpHashes = false) => {
    if (files.length === 0) return;
    setNote('');
    if (files.length > MOST || files.reduce((sum, file) => sum + file.size, 0) > LARGEST) {
      return setNote(say('files-load-too-much', { files: MOST, size: bytes(LARGEST) }));
    }
    setBusy(true);
    try {
      const answer = await engine.importScript(undefined, files, siteRules(), ctpHashes);
      if ('error' in answer) setNote(answer.error);
      else setRead({ imported: answer, files });
    } catch {
      setNote(say('files-load-failed'));
    }
    setBusy(false);
  };
  return (
    <>
      <div class="key-row" ref={row}>
        <Button icon="folder-up" disabled={off} onClick={() => input.current?.click()}>
          {say(busy ? 'files-load-reading' : 'files-load')}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={say('files-load')}
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = '';
            void load(files);
          }}
        />
        <Button icon="download" disabled={off} onClick={() => void save()}>
          {say('files-save')}
        </Button>
        <span>{say('files-load-what')}</span>
      </div>
      <PixelScripts />
      {note && (
        <p class="warn-text" role="alert">
          {note}
        </p>
      )}
      {read && (
        <ImportDialog
          imported={read.imported}
          busy={busy}
          onCtpHashes={(ctpHashes) => void load(read.files, ctpHashes)}
          onClose={(use) => {
            setRead(null);
            row.current?.querySelector('button')?.focus();
            if (use) change(read.imported.goesBeside ? withPixelScripts(read.imported.profile) : read.imported.profile);
          }}
        />
      )}
    </>
  );
}
