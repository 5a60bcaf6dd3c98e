import { keyOrigin } from '../case/key';
import { allItems, takenAway } from '../case/store';
import { Button } from '../shared/Button';
import { Dialog } from '../shared/Dialog';
import { say, sayWith } from '../words';
import { asking, clearCase } from './clear';
import { secondsLeft, stay } from './idle';

/** What the browser keeps is its own business: a page can neither see nor delete it. */
function WhatStays() {
  return (
    <>
      <p>{say('clear-stays')}</p>
      <ul class="ways">
        <li>{say('clear-stays-archive')}</li>
        <li>{say('clear-stays-parts')}</li>
      </ul>
    </>
  );
}

export function ClearDialog() {
  if (!asking.value) return null;
  const close = () => {
    asking.value = false;
  };
  return (
    <Dialog title={say('clear-title')} onClose={close}>
      <p>
        {say('clear-what', { files: allItems().length })}{' '}
        {say(keyOrigin.value.kind === 'random' ? 'clear-again-random' : 'clear-again-key')}
      </p>
      {!takenAway.value && <p class="warn-text">{say('clear-not-taken')}</p>}
      {keyOrigin.value.kind === 'passphrase' && !keyOrigin.value.saved && (
        <p class="warn-text">{say('clear-key-unsaved')}</p>
      )}
      <WhatStays />
      <div class="dialog-actions">
        <Button onClick={close}>{say('clear-keep')}</Button>
        <Button kind="primary" onClick={clearCase}>
          {say('clear-do')}
        </Button>
      </div>
    </Dialog>
  );
}

export function IdleDialog() {
  const left = secondsLeft.value;
  if (left === null) return null;
  return (
    <Dialog title={say('idle-title')} onClose={stay}>
      <p>{sayWith('idle-text', { time: <strong>{say('seconds', { seconds: left })}</strong> })}</p>
      <div class="dialog-actions">
        <Button kind="primary" onClick={stay}>
          {say('idle-keep')}
        </Button>
      </div>
    </Dialog>
  );
}
