import { useState } from 'preact/hooks';
import { Button } from '../shared/Button';
import { Progress } from '../shared/Progress';
import { say } from '../words';
import { amount, amountAndTime } from './amount';
import { SignInFields } from './SignInFields';
import { cancelUpload, goOn, pauseUpload, upload, type Row, type Upload } from './upload';

/** So many rows are drawn; a case may have thousands. */
const DRAWN = 200;

function Rows({ rows }: { rows: readonly Row[] }) {
  return (
    <ul class="upload-rows">
      {rows.slice(0, DRAWN).map((row) => (
        <li key={row.id}>
          <span class="mono">{row.name}</span>
          <br />
          {row.outcome === null ? (
            say(row.tried ? 'upload-row-unknown' : 'upload-row-not-sent')
          ) : row.outcome.kind === 'stored' ? (
            <span class="ok">{say('upload-row-stored')}</span>
          ) : (
            <span class="bad">{row.outcome.sentence}</span>
          )}
        </li>
      ))}
      {rows.length > DRAWN && <li>{say('upload-rows-more', { instances: rows.length - DRAWN })}</li>}
    </ul>
  );
}

/** Drawn only while it is open. */
function AllRows({ rows }: { rows: readonly Row[] }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('upload-rows')}</summary>
      {open && <Rows rows={rows} />}
    </details>
  );
}

function Ended({ now }: { now: Upload }) {
  const all = now.rows.length;
  const server = now.destination!.name;
  if (now.stored === all) {
    return (
      <div class="uploaded" role="status">
        <h3>{say('upload-done', { server })}</h3>
        <p>{say('upload-done-text', { instances: all })}</p>
      </div>
    );
  }
  return (
    <div class="uploaded partly" role="alert">
      <h3>{now.state === 'cancelled' ? say('upload-cancelled') : say('upload-partly', { server })}</h3>
      <p>
        {say('upload-partly-text', { stored: now.stored, instances: all })}
        {now.failed > 0 && ` ${say('upload-failed', { instances: now.failed })}`}
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
            label={say('upload-progress', { stored: now.stored, instances: now.rows.length })}
            detail={now.state === 'running' ? amountAndTime(now, now.since, now.bytesBefore) : amount(now)}
            value={now.totalBytes ? now.bytes / now.totalBytes : 0}
          />
          <p class="uploading-note" role="status">
            {now.note || (now.state === 'paused' ? say('upload-paused') : '')}
          </p>
          {now.state === 'paused' && <SignInFields authentication={now.destination.authentication} />}
          <div class="uploading-buttons">
            {now.state === 'paused' ? (
              <Button kind="primary" onClick={goOn}>
                {say('upload-continue')}
              </Button>
            ) : (
              <Button onClick={() => pauseUpload()}>{say('upload-pause')}</Button>
            )}
            <Button onClick={cancelUpload}>{say('cancel')}</Button>
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
