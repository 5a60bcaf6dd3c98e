import { Button } from '../shared/Button';
import { Dialog } from '../shared/Dialog';
import { say } from '../words';
import { Points } from './Points';

const LIMITS = [
  'limits-pixels', 'limits-names', 'limits-extensions', 'limits-host', 'limits-browser', 'limits-memory', 'limits-yours',
] as const;

/** The README's limits and threat model in short: what somebody should know before trusting this page with a patient. */
export function LimitsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={say('limits-title')} onClose={onClose}>
      <ul class="ways">
        <Points ids={LIMITS} />
      </ul>
      <div class="dialog-actions">
        <Button kind="primary" onClick={onClose}>
          {say('close')}
        </Button>
      </div>
    </Dialog>
  );
}
