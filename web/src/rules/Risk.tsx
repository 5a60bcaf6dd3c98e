import { say, sayWith } from '../words';

/** What somebody risks who chooses it. */
export function Risk({ risk }: { risk: string }) {
  return <span class="option-risk">{sayWith('risk', { name: <b>{say('risk-name')}</b>, risk })}</span>;
}
