/** How closely a series has to be looked at, and why. */
import { needsEachFrame, type Series } from '../../case/group';
import { count } from '../../shared/words';

const SHOWN = 2;

function lead({ risk, stack }: Series): string {
  if (risk.level === 'overview') return 'An overview is enough';
  if (risk.closely < stack.length) return `Look at ${count(risk.closely, 'frame')} of ${stack.length} one by one`;
  return stack.length === 1 ? 'Look at this image' : 'Look at each frame';
}

/** Where a contact sheet or a projection counts, its keys are told. */
const KEYS = 'Contact sheet G, projection J, or frame by frame.';

export function RiskNote({ series }: { series: Series }) {
  const { reasons } = series.risk;
  const each = needsEachFrame(series);
  const all = series.risk.closely >= series.stack.length;
  if (reasons.length === 0) return null;
  return (
    <div class={`risk${each ? ' close' : ''}`}>
      <strong>{lead(series)}</strong>
      <ul>
        {reasons.slice(0, SHOWN).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
        {reasons.length > SHOWN && (
          <li>
            <details>
              <summary>{count(reasons.length - SHOWN, 'more reason')}</summary>
              {reasons.slice(SHOWN).join(' ')}
            </details>
          </li>
        )}
        {!all && <li>{KEYS}</li>}
      </ul>
    </div>
  );
}
