import { useState } from 'preact/hooks';
import { Button } from '../../shared/Button';
import { Dialog } from '../../shared/Dialog';
import { count } from '../../shared/words';

interface WaiveDialogProps {
  frames: number;
  onWaive: (reason: string) => void;
  onClose: () => void;
}

export function WaiveDialog({ frames, onWaive, onClose }: WaiveDialogProps) {
  const [reason, setReason] = useState('');
  const given = reason.trim();
  return (
    <Dialog title="Approve without having seen everything?" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (given) onWaive(given);
        }}
      >
        <p>
          {frames > 0 ? `${count(frames, 'frame')} of this series ${frames === 1 ? 'was' : 'were'} not seen. ` : ''}
          The files are then written anew without the statement that their pixels were checked, and your reason is kept with the
          approval and stands in the report: name nobody in it.
        </p>
        <label class="waive-reason">
          Why need nobody look at the rest?
          <textarea
            class="field"
            rows={3}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
            data-focus
          />
        </label>
        <div class="dialog-actions">
          <Button onClick={onClose}>Cancel</Button>
          <button type="submit" class="button primary" disabled={!given}>
            Waive and approve
          </button>
        </div>
      </form>
    </Dialog>
  );
}
