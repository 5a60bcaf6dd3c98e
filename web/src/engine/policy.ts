/**
 * The proof that this worker cannot talk to anyone but its own origin.
 *
 * A fetch that fails proves nothing: it fails alike when the request was refused and when it arrived and the answer was
 * lost. Only the browser's own `securitypolicyviolation` event, raised in this very worker, says that the policy holds here.
 */

/** What is used here of a worker's global scope; TypeScript's own types for it cannot stand beside those of the page. */
export interface WorkerScope extends EventTarget {
  fetch: typeof fetch;
  readonly location: Location;
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/** A host that cannot exist (RFC 6761): where no policy holds, the probe still reaches nobody. */
const FOREIGN = 'https://policy-probe.invalid/';

/** Resolves to true when the browser reports that it refused a foreign connection, to false when it does not in time. */
export function policyHolds(scope: WorkerScope, milliseconds = 3000): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (held: boolean) => {
      clearTimeout(timer);
      scope.removeEventListener('securitypolicyviolation', seen as EventListener);
      resolve(held);
    };
    const seen = (event: SecurityPolicyViolationEvent) => {
      if (event.blockedURI.startsWith('https://policy-probe.invalid') && event.disposition === 'enforce') settle(true);
    };
    const timer = setTimeout(() => settle(false), milliseconds);
    scope.addEventListener('securitypolicyviolation', seen as EventListener);
    scope.fetch(FOREIGN, { mode: 'no-cors', credentials: 'omit', cache: 'no-store' }).catch(() => undefined);
  });
}
