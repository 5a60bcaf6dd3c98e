/** How closely a series has to be looked at, and why. */
import { needsEachFrame, type Series } from '../../case/group';
import { say } from '../../words';
import { keyWords } from '../actions/action';
import { contactSheet, projection } from '../actions/sheet';

const SHOWN = 2;

function lead({ risk, stack }: Series): string {
  if (risk.level === 'overview') return say('look-overview');
  if (risk.closely < stack.length) return say('look-some', { frames: risk.closely, total: stack.length });
  return say(stack.length === 1 ? 'look-one' : 'look-each');
}

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
              <summary>{say('look-more', { reasons: reasons.length - SHOWN })}</summary>
              {reasons.slice(SHOWN).join(' ')}
            </details>
          </li>
        )}
        {/* Where a contact sheet or a projection counts, its keys are told. */}
        {!all && <li>{say('look-keys', { sheet: keyWords(contactSheet.keys[0]!), projection: keyWords(projection.keys[0]!) })}</li>}
      </ul>
    </div>
  );
}
