import { crosswalkWanted } from '../case/crosswalk';
import { keyOrigin } from '../case/key';
import { hasCryptography, SHORTEST } from '../keys/passphrase';
import { Button } from '../shared/Button';
import { PassphraseFields } from '../shared/PassphraseFields';
import { Progress } from '../shared/Progress';
import { say, sayWith } from '../words';
import { amountAndTime } from './amount';
import { approvedKey } from './approved';
import { cancelPaper, making, saveCrosswalk, saveReport, type Paper } from './make-paper';

/** How far it is with one of these files. */
function State({ papers }: { papers: readonly Paper[] }) {
  const now = making.value;
  if (now.kind === 'idle' || !papers.includes(now.paper)) return null;
  if (now.kind === 'failed') {
    return (
      <p class="paper-problem" role="alert">
        {now.sentence}
      </p>
    );
  }
  if (now.kind === 'saved') {
    // What was approved since then does not stand in it.
    if (now.key !== approvedKey()) return null;
    return (
      <p class="paper-saved" role="status">
        {say('pack-saved', { name: now.name })}
      </p>
    );
  }
  return (
    <div class="packing" aria-live="polite">
      <Progress
        label={say('paper-progress', { done: now.files, all: now.totalFiles })}
        detail={amountAndTime(now, now.since)}
        value={now.totalBytes ? now.bytes / now.totalBytes : 0}
      />
      <Button onClick={cancelPaper}>{say('cancel')}</Button>
    </div>
  );
}

function Report({ busy }: { busy: boolean }) {
  return (
    <section class="paper" aria-label={say('paper-report')}>
      <h3>{say('paper-report')}</h3>
      <p>{say('paper-report-text')}</p>
      <div class="paper-row">
        <Button icon="file" disabled={busy} onClick={() => saveReport('html')}>
          {say('paper-report-save')}
        </Button>
        <Button kind="quiet" disabled={busy} onClick={() => saveReport('json')}>
          {say('paper-report-save-json')}
        </Button>
      </div>
      <State papers={['html', 'json']} />
    </section>
  );
}

function Crosswalk({ busy }: { busy: boolean }) {
  const wanted = crosswalkWanted.value;
  return (
    <section class="paper" aria-label={say('paper-crosswalk')}>
      <label class="attest">
        <input type="checkbox" checked={wanted} onChange={(event) => (crosswalkWanted.value = event.currentTarget.checked)} />
        <span>{sayWith('paper-crosswalk-want', { want: <strong>{say('paper-crosswalk-want-it')}</strong> })}</span>
      </label>
      {wanted && (
        <>
          <p>
            {say('paper-crosswalk-text')} {keyOrigin.value.kind === 'random' && `${say('paper-crosswalk-not-anonymous')} `}
            {sayWith('paper-crosswalk-read', { command: <code>curtain crosswalk curtain-crosswalk.json</code> })}
          </p>
          {hasCryptography() ? (
            <PassphraseFields action={say('paper-crosswalk-save')} disabled={busy} shortest={SHORTEST} onPassphrase={saveCrosswalk} />
          ) : (
            <p class="warn-text">{say('paper-crosswalk-no-cryptography')}</p>
          )}
          <State papers={['crosswalk']} />
        </>
      )}
    </section>
  );
}

/** What goes beside the case: two files, never one, and never inside its archive. */
export function Papers() {
  const busy = making.value.kind === 'making';
  return (
    <div class="papers">
      <Report busy={busy} />
      <Crosswalk busy={busy} />
    </div>
  );
}
