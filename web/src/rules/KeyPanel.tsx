import { useState } from 'preact/hooks';
import { asking } from '../app/clear';
import { chooseKey, keyOrigin, renewKey, type KeyOrigin } from '../case/key';
import { profile } from '../case/profile';
import { current } from '../case/store';
import { KeyFileError, readKeyFile, writeKeyFile, type KeyFile } from '../keys/key-file';
import { derive, fromHex, hasCryptography, hex, random, SALT_BYTES, SHORTEST } from '../keys/passphrase';
import { Button } from '../shared/Button';
import { Choice } from '../shared/Choice';
import { FileButton } from '../shared/FileButton';
import { PassphraseFields } from '../shared/PassphraseFields';
import { saveFile } from '../shared/save';

const NAME = 'curtain-key.json';
const TOO_LATE = 'Files were added meanwhile, so the key was not changed.';

const WAYS: { kind: KeyOrigin['kind']; title: string; words: string }[] = [
  {
    kind: 'random',
    title: 'Random, and forgotten at the end',
    words:
      'Nobody can make these pseudonyms again, you included: the case is anonymous, unless you save a crosswalk at Share. It cannot be ' +
      'taken up again later.',
  },
  {
    kind: 'passphrase',
    title: 'From a passphrase',
    words: 'The same passphrase with the same key file gives the same pseudonyms, UIDs and shifts of dates, here and on the command line.',
  },
  {
    kind: 'file',
    title: 'From a key file',
    words: 'The same, without a passphrase. Whoever has the file can link the case to the patient: keep it like a password.',
  },
];

const IN_FORCE: Record<KeyOrigin['kind'], string> = {
  random: 'In force: a random key, in memory only. It is gone when you clear the case or close this page.',
  passphrase: 'In force: the key of your passphrase. It is in memory only; clearing the case forgets it.',
  file: 'In force: the key of your key file. It is in memory only; clearing the case forgets it.',
};

function saveKey(content: KeyFile): void {
  saveFile(new Blob([writeKeyFile(content)], { type: 'application/json' }), NAME);
}

function saveSalt(origin: KeyOrigin & { kind: 'passphrase' }): void {
  saveKey({ key: null, salt: origin.salt });
  keyOrigin.value = { ...origin, saved: true };
}

async function read(file: File): Promise<KeyFile> {
  try {
    return readKeyFile(await file.slice(0, 1 << 17).text());
  } catch (error) {
    throw error instanceof KeyFileError ? error : new KeyFileError('This file cannot be read.');
  }
}

/** Where the key of the pseudonyms comes from. It can be chosen while no file is here: what was cleaned and approved belongs to its key. */
export function KeyPanel() {
  const origin = keyOrigin.value;
  const fixed = current.value.length > 0;
  const [way, setWay] = useState<KeyOrigin['kind']>(origin.kind);
  const [salt, setSalt] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [note, setNote] = useState('');
  const shown = fixed ? origin.kind : way;
  const off = fixed || busy;

  const choose = (kind: KeyOrigin['kind']) => {
    setWay(kind);
    setNote('');
    setSalt(null);
    if (kind !== origin.kind) renewKey();
  };
  const use = (key: string, chosen: KeyOrigin) => setNote(chooseKey(key, chosen) ? '' : TOO_LATE);
  const onFile = async (chosen: File) => {
    try {
      const file = await read(chosen);
      if (file.key !== null) {
        setWay('file');
        use(file.key, { kind: 'file' });
      } else {
        setWay('passphrase');
        if (way !== 'passphrase') renewKey();
        setSalt(file.salt);
        setNote('The key file is read. Type the passphrase that belongs to it.');
      }
    } catch (error) {
      setNote((error as Error).message);
    }
  };
  // A profile from a file may carry the salt of its project, as on the command line.
  const given = salt ?? (profile.value.salt || null);
  const onPassphrase = async (passphrase: string) => {
    setBusy(true);
    const with_ = given ?? hex(random(SALT_BYTES));
    try {
      use(hex(await derive(passphrase, fromHex(with_))), { kind: 'passphrase', salt: with_, saved: given !== null });
    } catch {
      setNote('The browser could not make a key of this passphrase.');
    }
    setBusy(false);
  };
  const makeFile = () => {
    const key = hex(random(32));
    saveKey({ key, salt: null });
    use(key, { kind: 'file' });
  };

  return (
    <section class="rules-part rules-wide" aria-label="Key of the pseudonyms">
      <h3>The key of the pseudonyms</h3>
      <p>Pseudonyms and UIDs are made with a key. It is sent nowhere and stored nowhere.</p>
      {fixed && (
        <div class="key-fixed">
          <p>The files that are here belong to the key in force. To take another, clear the case first.</p>
          <Button onClick={() => (asking.value = true)}>Clear this case…</Button>
        </div>
      )}
      <fieldset class="option-cards" disabled={off}>
        <legend class="hidden-text">Where the key comes from</legend>
        {WAYS.map(({ kind, title, words }) => (
          <Choice key={kind} group="key" title={title} checked={shown === kind} disabled={off} onChange={() => choose(kind)}>
            {words}
          </Choice>
        ))}
      </fieldset>
      {shown === 'passphrase' && !hasCryptography() && (
        <p class="warn-text">
          This page was opened over plain HTTP, so the browser keeps its cryptography from it: no key can be made from a passphrase. Open
          the page over HTTPS, or take a key file that holds the key itself.
        </p>
      )}
      {shown === 'passphrase' && hasCryptography() && origin.kind !== 'passphrase' && !fixed && (
        <>
          <PassphraseFields
            action={busy ? 'Working…' : 'Use this passphrase'}
            disabled={off}
            shortest={given === null ? SHORTEST : 1}
            onPassphrase={(passphrase) => void onPassphrase(passphrase)}
          />
          <div class="key-row">
            <FileButton label="I have its key file…" disabled={off} onFile={(file) => void onFile(file)} />
            <span>
              {given !== null && salt === null
                ? 'The profile that you loaded brings what a key file would: type the passphrase that belongs to it.'
                : 'A project that goes on needs the key file of its first case as well. It holds no secret.'}
            </span>
          </div>
        </>
      )}
      {shown === 'file' && origin.kind !== 'file' && !fixed && (
        <div class="key-row">
          <FileButton label="Choose a key file…" disabled={off} onFile={(file) => void onFile(file)} />
          <Button disabled={off} onClick={makeFile}>
            Make a new key file
          </Button>
        </div>
      )}
      {note && (
        <p class="warn-text" role="status">
          {note}
        </p>
      )}
      <p class="key-state" role="status">
        {IN_FORCE[origin.kind]}
      </p>
      {origin.kind === 'passphrase' && (
        <div class="key-row">
          <Button icon="download" onClick={() => saveSalt(origin)}>
            Save the key file
          </Button>
          <span class={origin.saved ? '' : 'warn-text'}>
            {origin.saved ? 'Without this file' : 'Not saved yet. Without this file'} the passphrase gives other pseudonyms. It holds no secret.
          </span>
        </div>
      )}
    </section>
  );
}
