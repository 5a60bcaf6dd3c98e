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
import { say } from '../words';

const NAME = 'curtain-key.json';
const WAYS = ['random', 'passphrase', 'file'] as const satisfies readonly KeyOrigin['kind'][];

function saveKey(content: KeyFile): void {
  saveFile(new Blob([writeKeyFile(content)], { type: 'application/json' }), NAME);
}

function saveSalt(origin: KeyOrigin & { kind: 'passphrase' }): void {
  saveKey({ key: null, salt: origin.salt });
  keyOrigin.value = { ...origin, saved: true };
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
  const use = (key: string, chosen: KeyOrigin) => setNote(chooseKey(key, chosen) ? '' : say('key-too-late'));
  const onFile = async (chosen: File) => {
    try {
      const file = readKeyFile(await chosen.slice(0, 1 << 17).text());
      if (file.key !== null) {
        setWay('file');
        use(file.key, { kind: 'file' });
      } else {
        setWay('passphrase');
        if (way !== 'passphrase') renewKey();
        setSalt(file.salt);
        setNote(say('key-passphrase-wanted'));
      }
    } catch (error) {
      setNote(error instanceof KeyFileError ? error.sentence : say('key-file-unread'));
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
      setNote(say('key-passphrase-failed'));
    }
    setBusy(false);
  };
  const makeFile = () => {
    const key = hex(random(32));
    saveKey({ key, salt: null });
    use(key, { kind: 'file' });
  };

  return (
    <section class="rules-part rules-wide" aria-label={say('key-region')}>
      <h3>{say('key-title')}</h3>
      <p>{say('key-lead')}</p>
      {fixed && (
        <div class="key-fixed">
          <p>{say('key-fixed')}</p>
          <Button onClick={() => (asking.value = true)}>{say('clear-ask')}</Button>
        </div>
      )}
      <fieldset class="option-cards" disabled={off}>
        <legend class="hidden-text">{say('key-ways')}</legend>
        {WAYS.map((kind) => (
          <Choice key={kind} group="key" title={say(`key-from-${kind}`)} checked={shown === kind} disabled={off} onChange={() => choose(kind)}>
            {say(`key-from-${kind}-words`)}
          </Choice>
        ))}
      </fieldset>
      {shown === 'passphrase' && !hasCryptography() && (
        <p class="warn-text">{say('key-passphrase-none')}</p>
      )}
      {shown === 'passphrase' && hasCryptography() && origin.kind !== 'passphrase' && !fixed && (
        <>
          <PassphraseFields
            action={say(busy ? 'working' : 'key-passphrase-use')}
            disabled={off}
            shortest={given === null ? SHORTEST : 1}
            onPassphrase={(passphrase) => void onPassphrase(passphrase)}
          />
          <div class="key-row">
            <FileButton label={say('key-passphrase-file')} disabled={off} onFile={(file) => void onFile(file)} />
            <span>{say(given !== null && salt === null ? 'key-passphrase-profile' : 'key-passphrase-file-why')}</span>
          </div>
        </>
      )}
      {shown === 'file' && origin.kind !== 'file' && !fixed && (
        <div class="key-row">
          <FileButton label={say('key-file-choose')} disabled={off} onFile={(file) => void onFile(file)} />
          <Button disabled={off} onClick={makeFile}>
            {say('key-file-make')}
          </Button>
        </div>
      )}
      {note && (
        <p class="warn-text" role="status">
          {note}
        </p>
      )}
      <p class="key-state" role="status">
        {say(`key-from-${origin.kind}-in-force`)}
      </p>
      {origin.kind === 'passphrase' && (
        <div class="key-row">
          <Button icon="download" onClick={() => saveSalt(origin)}>
            {say('key-file-save')}
          </Button>
          <span class={origin.saved ? '' : 'warn-text'}>{say(origin.saved ? 'key-file-saved' : 'key-file-unsaved')}</span>
        </div>
      )}
    </section>
  );
}
