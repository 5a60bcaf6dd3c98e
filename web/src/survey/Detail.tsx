/** All of one attribute: what there was no room for in its row. */
import type { SurveyRow } from '../engine/types';
import { say, sayWith } from '../words';
import { Marks } from './Marks';
import { AllDoings } from './Doings';
import { shown } from './state';
import { AllValues } from './Values';
import { makes, spread, where } from './words';

function left({ left: { value, empty, dummy } }: SurveyRow): string {
  const parts = [
    value && say('survey-left-value', { files: value }),
    dummy && say('survey-left-dummy', { files: dummy }),
    empty && say('survey-left-empty', { files: empty }),
  ];
  return parts.filter(Boolean).join(', ');
}

export function Detail({ row }: { row: SurveyRow | undefined }) {
  const survey = shown.value?.survey;
  if (!row || !survey) return <aside class="survey-detail" aria-label={say('attribute')} />;
  const place = where(row, survey.files);
  const distinct = row.distinctMore ? 'survey-distinct-least' : 'survey-distinct';
  return (
    <aside class="survey-detail" aria-label={say('attribute')} tabIndex={-1} id="survey-detail">
      <h3>{row.name || say(row.private ? 'attribute-private' : 'attribute-unnamed')}</h3>
      <p class="mono survey-path">{row.path}</p>
      <p class="survey-quiet">
        <span class="mono">
          {row.tag} {row.vr}
        </span>{' '}
        · {row.left.empty + row.left.dummy > 0 ? say('survey-left', { where: place, left: left(row) }) : place}
      </p>
      <section aria-label={say('survey-happens')}>
        <AllDoings row={row} />
        <p class="survey-quiet">{say(distinct, { values: row.distinct, spread: spread(row, survey.patients) })}</p>
      </section>
      <section aria-label={say('survey-judgement')}>
        {row.fixed ? (
          <p>{row.fixed}</p>
        ) : (
          <>
            <Marks row={row} />
            <p class="survey-quiet">
              {row.safe !== null && makes('safe', row.safe)} {row.unsafe !== null && makes('unsafe', row.unsafe)}{' '}
              {row.safe === null && say('survey-sequence')} {sayWith('survey-becomes-rule', { path: <span class="mono">{row.mark}</span> })}
            </p>
          </>
        )}
      </section>
      <section aria-label={say('survey-values-all')}>
        <AllValues row={row} />
      </section>
    </aside>
  );
}
