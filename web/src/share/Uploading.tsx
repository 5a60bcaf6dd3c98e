import { useState } from 'preact/hooks';
import { Button } from '../shared/Button';
import { Progress } from '../shared/Progress';
import { count } from '../shared/words';
import { bytes, duration } from '../words/numbers';
import { SignInFields } from './SignInFields';
import { cancelUpload, goOn, pauseUpload, upload, type Row, type Upload } from './upload';

/** So many rows are drawn; a case may have thousands. */
const DRAWN = 200;

function timeLeft({ state, bytes: done, totalBytes, since, bytesBefore }: Upload): string {
  const seconds = (performance.now() - since) / 1000;
  const rate = (done - bytesBefore) / Math.max(seconds, 0.001);
  return state === 'running' && seconds > 1 && rate > 0 ? ` · ${duration((totalBytes - done) / rate)} left` : '';
}

function Rows({ rows }: { rows: readonly Row[] }) {
  return (
    <ul class="upload-rows">
      {rows.slice(0, DRAWN).map((row) => (
        <li key={row.id}>
          <span class="mono">{row.name}</span>
          <br />
          {row.outcome === null ? (
            row.tried ? 'not known: it may have arrived' : 'not sent'
          ) : row.outcome.kind === 'stored' ? (
            <span class="ok">stored and read back</span>
          ) : (
            <span class="bad">{row.outcome.sentence}</span>
          )}
        </li>
      ))}
      {rows.length > DRAWN && <li>and {count(rows.length - DRAWN, 'more instance')}</li>}
    </ul>
  );
}

/** Drawn only while it is open. */
function AllRows({ rows }: { rows: readonly Row[] }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>What became of each instance</summary>
      {open && <Rows rows={rows} />}
    </details>
  );
}

function Ended({ now }: { now: Upload }) {
  const all = now.rows.length;
  const name = now.destination!.name;
  if (now.stored === all) {
    return (
      <div class="uploaded" role="status">
        <h3>Uploaded to {name}</h3>
        <p>{count(all, 'instance')} stored and read back, byte for byte as you approved them.</p>
      </div>
    );
  }
  return (
    <div class="uploaded partly" role="alert">
      <h3>{now.state === 'cancelled' ? 'The upload was cancelled' : `Not everything reached ${name}`}</h3>
      <p>
        {now.stored} of {count(all, 'instance')} stored and read back; those stay on the server.
        {now.failed > 0 && ` ${count(now.failed, 'instance')} not, for the reason that stands below.`}
      </p>
    </div>
  );
}

export function Uploading() {
  const now = upload.value;
  if (now.state === 'idle' || !now.destination) return null;
  const failures = now.rows.filter((row) => row.outcome && row.outcome.kind !== 'stored');
  const going = now.state === 'running' || now.state === 'paused';
  return (
    <div class="uploading">
      {going ? (
        <>
          <Progress
            label={`${now.stored} of ${count(now.rows.length, 'instance')} stored and read back`}
            detail={`${bytes(now.bytes)} of ${bytes(now.totalBytes)}${timeLeft(now)}`}
            value={now.totalBytes ? now.bytes / now.totalBytes : 0}
          />
          <p class="uploading-note" role="status">
            {now.note || (now.state === 'paused' ? 'Paused.' : '')}
          </p>
          {now.state === 'paused' && <SignInFields authentication={now.destination.authentication} />}
          <div class="uploading-buttons">
            {now.state === 'paused' ? (
              <Button kind="primary" onClick={goOn}>
                Continue
              </Button>
            ) : (
              <Button onClick={() => pauseUpload()}>Pause</Button>
            )}
            <Button onClick={cancelUpload}>Cancel</Button>
          </div>
        </>
      ) : (
        <Ended now={now} />
      )}
      {failures.length > 0 && <Rows rows={failures} />}
      {!going && <AllRows rows={now.rows} />}
    </div>
  );
}
