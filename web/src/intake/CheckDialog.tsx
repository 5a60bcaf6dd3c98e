import { Button } from '../shared/Button';
import { Dialog } from '../shared/Dialog';
import { say } from '../words';
import { Points } from './Points';

/** Nobody has to believe the page: three ways to see it for oneself. */
export function CheckDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={say('check-title')} onClose={onClose}>
      <ol class="ways">
        <Points ids={['check-plug', 'check-counter', 'check-network']} />
      </ol>
      <p>{say('check-policy')}</p>
      <div class="dialog-actions">
        <Button kind="primary" onClick={onClose}>
          {say('close')}
        </Button>
      </div>
    </Dialog>
  );
}
