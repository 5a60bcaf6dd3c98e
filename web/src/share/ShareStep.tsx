import './share.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { asking, hasCase } from '../app/clear';
import { open } from '../app/step';
import { site } from '../config/site';
import { Button } from '../shared/Button';
import { Progress } from '../shared/Progress';
import { say, sayWith } from '../words';
import { bytes } from '../words/numbers';
import { amountAndTime } from './amount';
import { Papers } from './Papers';
import { Summary } from './Summary';
import { summarize } from './summarize';
import { SignInFields } from './SignInFields';
import { Uploading } from './Uploading';
import { startUpload, upload } from './upload';
import { TeachingAside } from './TeachingAside';
import { SAVE, Ways } from './Ways';
import { ARCHIVE_NAME, cancelPacking, pack, packing, saved } from './zip';

function Packing() {
  const now = packing.value;
  if (now.kind !== 'packing') return null;
  return (
    <div class="packing" aria-live="polite">
      <Progress
        label={say('pack-progress', { done: now.files, files: now.totalFiles })}
        detail={amountAndTime(now, now.since)}
        value={now.totalBytes ? now.bytes / now.totalBytes : 0}
      />
      <Button onClick={cancelPacking}>{say('cancel')}</Button>
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
  const again = (
    <a ref={link} class="link" href={now.url} download={ARCHIVE_NAME}>
      {say('pack-save-again')}
    </a>
  );
  return (
    <div class="packed" role="status">
      <h3>{say('pack-saved', { name: ARCHIVE_NAME })}</h3>
      <p>{sayWith('pack-saved-text', { files: now.files, size: bytes(now.size), again })}</p>
    </div>
  );
}

function Refused() {
  const now = packing.value;
  if (now.kind !== 'refused') return null;
  return (
    <div class="refused" role="alert">
      <h3>{say('pack-refused')}</h3>
      <p>{now.sentence}</p>
      <Button onClick={() => open('review')}>{say('share-review-again')}</Button>
    </div>
  );
}

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
        <h2>{say(nothing ? 'share-title-nothing' : 'share-title')}</h2>
        <p class="share-lead">{say(`share-lead-${nothing ? 'nothing' : destination ? 'upload' : 'save'}`)}</p>
        <Summary summary={summary} uploads={destination !== undefined} />
        {nothing ? (
          <Button kind="primary" large onClick={() => open('review')}>
            {say('share-review')}
          </Button>
        ) : (
          <>
            {destinations.length > 0 && <Ways destinations={destinations} chosen={way} disabled={busy} onChoose={setWay} />}
            {destination && !uploading && <SignInFields authentication={destination.authentication} />}
            <label class="attest">
              <input type="checkbox" checked={attested} onChange={(event) => setAttestedKey(event.currentTarget.checked ? summary.key : '')} />
              <span>{say(summary.waived > 0 ? 'share-attest-waived' : 'share-attest')}</span>
            </label>
            {destination && summary.teaching > 0 && <TeachingAside key={summary.key} disabled={!attested || busy} />}
            {destination ? (
              <Button kind="primary" large icon="folder-up" disabled={!attested || busy} onClick={() => startUpload(destination)}>
                {say('share-upload', { server: destination.name })}
              </Button>
            ) : (
              <Button kind="primary" large icon="download" disabled={!attested || busy} onClick={pack}>
                {say('share-download')}
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
            <p>{say('share-done')}</p>
            <Button onClick={() => (asking.value = true)}>{say('clear-ask')}</Button>
          </div>
        )}
      </div>
    </div>
  );
}
