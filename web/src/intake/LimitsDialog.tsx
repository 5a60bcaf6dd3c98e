import { Button } from '../shared/Button';
import { Dialog } from '../shared/Dialog';

/** The README's limits and threat model in short: what somebody should know before trusting this page with a patient. */
export function LimitsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="What this page cannot promise" onClose={onClose}>
      <ul class="ways">
        <li>
          <strong>The pixels are yours to check.</strong> Nothing finds burned-in text for you. A face in a head CT, a rare anatomy
          or an inscription identify too, and stay.
        </li>
        <li>
          <strong>Names that only stand in the image</strong> or nowhere in the header are not known to the search.
        </li>
        <li>
          <strong>Extensions see everything</strong> that a page shows. Use a browser profile without them.
        </li>
        <li>
          <strong>Whoever hosts this page decides which code runs.</strong> The rule against foreign connections does not cover
          opening another address in the browser. This page never does that with anything of a case.
        </li>
        <li>
          <strong>The browser keeps what it wants.</strong> Large pieces may lie in its temporary folder for a while, and your
          download lies where downloads lie. Encrypt the disk of a shared computer.
        </li>
        <li>
          <strong>In memory until cleared.</strong> The patient’s identity and the key of the pseudonyms stay in this tab until you
          clear the case or close it. A random key cannot be had back: the same case added again gets other pseudonyms.
        </li>
        <li>
          <strong>Whether the case may be shared</strong> is for you and your institution to decide.
        </li>
      </ul>
      <div class="dialog-actions">
        <Button kind="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  );
}
