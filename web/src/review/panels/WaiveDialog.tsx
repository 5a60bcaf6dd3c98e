import { useState } from 'preact/hooks';
import { Button } from '../../shared/Button';
import { Dialog } from '../../shared/Dialog';
import { say } from '../../words';

interface WaiveDialogProps {
  frames: number;
  onWaive: (reason: string) => void;
  onClose: () => void;
}

export function WaiveDialog({ frames, onWaive, onClose }: WaiveDialogProps) {
  const [reason, setReason] = useState('');
  const given = reason.trim();
  return (
    <Dialog title={say('waive-title')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (given) onWaive(given);
        }}
      >
        <p>
          {frames > 0 && `${say('waive-unseen', { frames })} `}
          {say('waive-text')}
        </p>
        <label class="waive-reason">
          {say('waive-why')}
          <textarea
            class="field"
            rows={3}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
            data-focus
          />
        </label>
        <div class="dialog-actions">
          <Button onClick={onClose}>{say('cancel')}</Button>
          <button type="submit" class="button primary" disabled={!given}>
            {say('waive-do')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
