import { Button } from '../shared/Button';
import { Dialog } from '../shared/Dialog';

/** Nobody has to believe the page: three ways to see it for oneself. */
export function CheckDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="How to check that nothing leaves" onClose={onClose}>
      <ol class="ways">
        <li>
          <strong>Pull the plug.</strong> Wait until the engine is ready, then switch off Wi-Fi or pull out the network cable.
          Everything up to the download works without a network.
        </li>
        <li>
          <strong>Watch the counter.</strong> The number at the top right is what the browser itself recorded: every request of
          this page and of its workers since the engine was loaded. It stays at 0.
        </li>
        <li>
          <strong>Look over its shoulder.</strong> Press F12, open “Network”, and add your files. The list stays as it is.
        </li>
      </ol>
      <p>
        The page also came with a rule for the browser, a Content-Security-Policy, that forbids connections to any other place.
        Before a worker takes a file it tries to break that rule, and refuses to work unless the browser stops it.
      </p>
      <div class="dialog-actions">
        <Button kind="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  );
}
