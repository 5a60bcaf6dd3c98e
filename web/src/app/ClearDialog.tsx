import { keyOrigin } from '../case/key';
import { allItems, takenAway } from '../case/store';
import { Button } from '../shared/Button';
import { Dialog } from '../shared/Dialog';
import { count } from '../shared/words';
import { asking, clearCase } from './clear';
import { secondsLeft, stay } from './idle';

/** What the browser keeps is its own business: a page can neither see nor delete it. */
function WhatStays() {
  return (
    <>
      <p>A page cannot delete what the browser keeps by itself:</p>
      <ul class="ways">
        <li>the archive that you downloaded, and its line in the browser’s list of downloads;</li>
        <li>
          parts of large files that it put into its temporary folder: it deletes them when the tab is closed, but does not overwrite
          them on the disk. On a shared computer, encrypt the disk.
        </li>
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
    <Dialog title="Clear this case?" onClose={close}>
      <p>
        {count(allItems().length, 'file')}, what you saw, drew and approved, a packed archive and the key of the pseudonyms leave the
        memory of this page. Your own files stay where they are. The same files added again get{' '}
        {keyOrigin.value.kind === 'random' ? 'other pseudonyms' : 'other pseudonyms, unless you choose the same key again'}.
      </p>
      {!takenAway.value && <p class="warn-text">You have not taken this case away yet.</p>}
      {keyOrigin.value.kind === 'passphrase' && !keyOrigin.value.saved && (
        <p class="warn-text">
          You have not saved the key file at Rules. Without it your passphrase will never give these pseudonyms again.
        </p>
      )}
      <WhatStays />
      <div class="dialog-actions">
        <Button onClick={close}>Keep it</Button>
        <Button kind="primary" onClick={clearCase}>
          Clear the case
        </Button>
      </div>
    </Dialog>
  );
}

export function IdleDialog() {
  const left = secondsLeft.value;
  if (left === null) return null;
  return (
    <Dialog title="Is somebody still here?" onClose={stay}>
      <p>
        Nobody has touched this page for a while. In <strong>{count(left, 'second')}</strong> it clears the case, as this site asks
        of it.
      </p>
      <div class="dialog-actions">
        <Button kind="primary" onClick={stay}>
          Keep the case
        </Button>
      </div>
    </Dialog>
  );
}
