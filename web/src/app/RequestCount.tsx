import { requests } from '../case/engine';
import { say } from '../words';

function inWords({ count, hosts }: { count: number; hosts: string[] }): string {
  if (count === 0) return say('requests-none', { requests: 0 });
  if (count > 1 && hosts.length === 1) return say('requests-all-to', { requests: count, host: hosts[0]! });
  return say('requests-to', { requests: count, hosts: hosts.join(', ') });
}

/** Always on the screen: how many requests this page made since its engine was loaded, and to whom. */
export function RequestCount() {
  const now = requests.value;
  const none = now !== null && now.count === 0;
  return (
    <div class="request-count" role="status" title={say('requests-tip')}>
      <span class={`dot${now === null ? '' : none ? ' ok' : ' warn'}`} aria-hidden="true" />
      {now === null ? say('requests-loading') : inWords(now)}
    </div>
  );
}
