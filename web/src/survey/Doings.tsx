/** What happens to an attribute, as it was read; and what was said of it since. */
import { profile } from '../case/profile';
import type { SurveyRow } from '../engine/types';
import { say, sayWith } from '../words';
import { shown } from './state';
import { does, reason, strategyWords } from './words';

/** What an override says now that is not in the values shown; null where they are told by it. */
function awaited(row: SurveyRow): string | null {
  const [before, now] = [shown.value?.profile.attributes[row.mark], profile.value.attributes[row.mark]];
  if (!row.mark || JSON.stringify(before) === JSON.stringify(now)) return null;
  return now === undefined ? say('survey-by-rules') : strategyWords(now);
}

function Chip({ action }: { action: string }) {
  return <span class={`chip${action === 'keep' ? ' doing-keep' : ''}`}>{does(action)}</span>;
}

/** In the table: one line of chips, one of the reason. */
export function Doings({ row }: { row: SurveyRow }) {
  const next = awaited(row);
  return (
    <>
      <div class="survey-chips">
        {next === null ? row.doings.map(({ action, why }) => <Chip key={`${action} ${why}`} action={action} />) : <span class="chip">{next}</span>}
      </div>
      <div class="survey-why" title={row.doings.map(({ why }) => why).join('\n')}>
        {next === null ? row.doings[0]?.why : say('survey-said')}
      </div>
    </>
  );
}

export function AllDoings({ row }: { row: SurveyRow }) {
  const next = awaited(row);
  return (
    <>
      {next !== null && (
        <p>{sayWith('survey-said-all', { now: <span class="chip">{next}</span> })}</p>
      )}
      {row.doings.map(({ action, why, files }) => (
        <p key={`${action} ${why}`}>
          <Chip action={action} /> {reason(why)} <span class="survey-files">{say('files', { files })}</span>
        </p>
      ))}
    </>
  );
}
