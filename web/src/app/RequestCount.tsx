import { requests } from '../case/engine';
import { count } from '../shared/words';

/** Always on the screen: how many requests this page made since its engine was loaded, and to whom. */
export function RequestCount() {
  const now = requests.value;
  const none = now !== null && now.count === 0;
  const where = now?.hosts.length === 1 && now.count > 1 ? `all to ${now.hosts[0]}` : `to ${now?.hosts.join(', ')}`;
  const words = now === null ? 'engine is loading' : `${count(now.count, 'request')}${none ? ' since load' : `, ${where}`}`;
  return (
    <div class="request-count" role="status" title="Requests of this page to any network since the engine was loaded">
      <span class={`dot${now === null ? '' : none ? ' ok' : ' warn'}`} aria-hidden="true" />
      {words}
    </div>
  );
}
