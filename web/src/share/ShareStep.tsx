import './share.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { asking, hasCase } from '../app/clear';
import { open } from '../app/step';
import { Button } from '../shared/Button';
import { Progress } from '../shared/Progress';
import { count } from '../shared/words';
import { bytes, duration } from '../words/numbers';
import { site } from '../config/site';
import { Papers } from './Papers';
import { Summary } from './Summary';
import { summarize } from './summarize';
import { SignInFields } from './SignInFields';
import { Uploading } from './Uploading';
import { startUpload, upload } from './upload';
import { SAVE, Ways } from './Ways';
import { ARCHIVE_NAME, cancelPacking, pack, packing, saved } from './zip';

function Packing() {
  const now = packing.value;
  if (now.kind !== 'packing') return null;
  const seconds = (performance.now() - now.since) / 1000;
  const rate = now.bytes / Math.max(seconds, 0.001);
  const left = seconds > 1 && rate > 0 ? ` · ${duration((now.totalBytes - now.bytes) / rate)} left` : '';
  return (
    <div class="packing" aria-live="polite">
      <Progress
        label={`${now.files} of ${count(now.totalFiles, 'file')} checked and packed`}
        detail={`${bytes(now.bytes)} of ${bytes(now.totalBytes)}${left}`}
        value={now.totalBytes ? now.bytes / now.totalBytes : 0}
      />
      <Button onClick={cancelPacking}>Cancel</Button>
    </div>
  );
}

function Packed() {
  const now = packing.value;
  const link = useRef<HTMLAnchorElement>(null);
  const url = now.kind === 'packed' ? now.url : '';
  useEffect(() => {
    if (!url) return;
    link.current?.click();
    saved();
  }, [url]);
  if (now.kind !== 'packed') return null;
  return (
    <div class="packed" role="status">
      <h3>Saved {ARCHIVE_NAME}</h3>
      <p>
        {count(now.files, 'file')}, {bytes(now.size)}. Every file was read once more and is the one that you approved. If your
        browser asked where to put it and you closed the question,{' '}
        <a ref={link} class="link" href={now.url} download={ARCHIVE_NAME}>
          save it again
        </a>
        .
      </p>
    </div>
  );
}

function Refused() {
  const now = packing.value;
  if (now.kind !== 'refused') return null;
  return (
    <div class="refused" role="alert">
      <h3>The archive was refused</h3>
      <p>{now.sentence}</p>
      <Button onClick={() => open('review')}>Back to Review</Button>
    </div>
  );
}

const LEADS = {
  nothing: 'Only what was approved in Review can leave.',
  save: 'A zip file with the approved objects as they were shown. It is written by this page, on this computer, and sent nowhere.',
  upload: 'The approved objects, as they were shown, go to the server that you choose and to nobody else.',
};

export function ShareStep() {
  // The word is given for what is there: another set of bytes needs another word.
  const [attestedKey, setAttestedKey] = useState('');
  const { destinations } = site.value;
  const [way, setWay] = useState(destinations[0]?.name ?? SAVE);
  const destination = destinations.find((each) => each.name === way);
  const summary = summarize();
  const attested = attestedKey === summary.key;
  const nothing = summary.leaving === 0;
  const uploading = upload.value.state === 'running' || upload.value.state === 'paused';
  const busy = packing.value.kind === 'packing' || uploading;
  return (
    <div class="share">
      <div class="share-inner">
        <h2>{nothing ? 'Nothing is approved yet' : 'Take the clean case away'}</h2>
        <p class="share-lead">{nothing ? LEADS.nothing : destination ? LEADS.upload : LEADS.save}</p>
        <Summary summary={summary} />
        {nothing ? (
          <Button kind="primary" large onClick={() => open('review')}>
            Go to Review
          </Button>
        ) : (
          <>
            {destinations.length > 0 && <Ways destinations={destinations} chosen={way} disabled={busy} onChoose={setWay} />}
            {destination && !uploading && <SignInFields authentication={destination.authentication} />}
            <label class="attest">
              <input type="checkbox" checked={attested} onChange={(event) => setAttestedKey(event.currentTarget.checked ? summary.key : '')} />
              <span>
                {summary.waived > 0
                  ? 'I have looked at what I share, except for the series that I waived, and found nothing that identifies the patient.'
                  : 'I have looked at every series that I share and found nothing that identifies the patient.'}
              </span>
            </label>
            {destination ? (
              <Button kind="primary" large icon="folder-up" disabled={!attested || busy} onClick={() => startUpload(destination)}>
                Upload to {destination.name}
              </Button>
            ) : (
              <Button kind="primary" large icon="download" disabled={!attested || busy} onClick={pack}>
                Download zip
              </Button>
            )}
          </>
        )}
        <Packing />
        <Packed />
        <Refused />
        <Uploading />
        {!nothing && <Papers />}
        {hasCase() && (
          <div class="after">
            <p>Done? Until you clear the case or close the tab, this page keeps it in memory.</p>
            <Button onClick={() => (asking.value = true)}>Clear this case…</Button>
          </div>
        )}
      </div>
    </div>
  );
}
