/** All of one attribute: what there was no room for in its row. */
import type { SurveyRow } from '../engine/types';
import { count } from '../shared/words';
import { Marks } from './Marks';
import { AllDoings } from './Doings';
import { shown } from './state';
import { AllValues } from './Values';
import { makes, spread, where } from './words';

function left({ left: { value, empty, dummy } }: SurveyRow): string {
  const parts = [value && `a value in ${count(value, 'file')}`, dummy && `a dummy in ${count(dummy, 'file')}`, empty && `empty in ${count(empty, 'file')}`];
  return parts.filter(Boolean).join(', ');
}

export function Detail({ row }: { row: SurveyRow | undefined }) {
  const survey = shown.value?.survey;
  if (!row || !survey) return <aside class="survey-detail" aria-label="Attribute" />;
  return (
    <aside class="survey-detail" aria-label="Attribute" tabIndex={-1} id="survey-detail">
      <h3>{row.name || (row.private ? 'Private attribute' : 'Attribute without a name')}</h3>
      <p class="mono survey-path">{row.path}</p>
      <p class="survey-quiet">
        <span class="mono">
          {row.tag} {row.vr}
        </span>{' '}
        · {where(row, survey.files)}
        {row.left.empty + row.left.dummy > 0 && `: ${left(row)}`}
      </p>
      <section aria-label="What happens">
        <AllDoings row={row} />
        <p class="survey-quiet">{`${count(row.distinct, 'distinct value')}${row.distinctMore ? ' or more' : ''}, ${spread(row, survey.patients)}`}</p>
      </section>
      <section aria-label="Your judgement">
        {row.fixed ? (
          <p>{row.fixed}</p>
        ) : (
          <>
            <Marks row={row} />
            <p class="survey-quiet">
              {row.safe !== null && `Safe: it ${makes(row.safe)}. `}
              {row.unsafe !== null && `Not safe: it ${makes(row.unsafe)}. `}
              {row.safe === null && 'A sequence is not safe as a whole: judge what stands in it. '}
              It becomes a rule for <span class="mono">{row.mark}</span> in all files.
            </p>
          </>
        )}
      </section>
      <section aria-label="Values">
        <AllValues row={row} />
      </section>
    </aside>
  );
}
