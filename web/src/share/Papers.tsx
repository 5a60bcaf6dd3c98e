import { crosswalkWanted } from '../case/crosswalk';
import { keyOrigin } from '../case/key';
import { hasCryptography, SHORTEST } from '../keys/passphrase';
import { Button } from '../shared/Button';
import { PassphraseFields } from '../shared/PassphraseFields';
import { Progress } from '../shared/Progress';
import { bytes, duration } from '../words/numbers';
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
        Saved {now.name}
      </p>
    );
  }
  const seconds = (performance.now() - now.since) / 1000;
  const rate = now.bytes / Math.max(seconds, 0.001);
  const left = seconds > 1 && rate > 0 ? ` · ${duration((now.totalBytes - now.bytes) / rate)} left` : '';
  return (
    <div class="packing" aria-live="polite">
      <Progress
        label={`${now.files.toLocaleString('en')} of ${now.totalFiles.toLocaleString('en')} source files read again`}
        detail={`${bytes(now.bytes)} of ${bytes(now.totalBytes)}${left}`}
        value={now.totalBytes ? now.bytes / now.totalBytes : 0}
      />
      <Button onClick={cancelPaper}>Cancel</Button>
    </div>
  );
}

function Report({ busy }: { busy: boolean }) {
  return (
    <section class="paper" aria-label="Report">
      <h3>Report</h3>
      <p>What was done to every file, to be filed beside the case. It does not say who the patient is.</p>
      <div class="paper-row">
        <Button icon="file" disabled={busy} onClick={() => saveReport('html')}>
          Save report
        </Button>
        <Button kind="quiet" disabled={busy} onClick={() => saveReport('json')}>
          As JSON, for programs
        </Button>
      </div>
      <State papers={['html', 'json']} />
    </section>
  );
}

function Crosswalk({ busy }: { busy: boolean }) {
  const wanted = crosswalkWanted.value;
  return (
    <section class="paper" aria-label="Crosswalk">
      <label class="attest">
        <input type="checkbox" checked={wanted} onChange={(event) => (crosswalkWanted.value = event.currentTarget.checked)} />
        <span>
          <strong>I also need a crosswalk</strong>, which says who is behind each pseudonym.
        </span>
      </label>
      {wanted && (
        <>
          <p>
            It holds the patient’s name, number and birth date, the old UIDs and the paths of your files, encrypted with a passphrase. Keep
            it apart from the case, and never send the two together.
            {keyOrigin.value.kind === 'random' && ' With it the case is no longer anonymous.'} To read it:{' '}
            <code>curtain crosswalk curtain-crosswalk.json</code>. Without the passphrase nobody can open it, you included.
          </p>
          {hasCryptography() ? (
            <PassphraseFields action="Save crosswalk" disabled={busy} shortest={SHORTEST} onPassphrase={saveCrosswalk} />
          ) : (
            <p class="warn-text">
              This page was opened over plain HTTP, so the browser keeps its cryptography from it: nothing can be encrypted, and unencrypted
              it is not made. Open the page over HTTPS.
            </p>
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
