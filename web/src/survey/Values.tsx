/** Values before and after. What stood in a file is text, whatever it holds. */
import type { SurveyRow, SurveyValue } from '../engine/types';
import { say } from '../words';

/** As the engine has them, those in most files first; of equal ones 9 before 10. */
const inOrder = new WeakMap<SurveyRow, SurveyValue[]>();
const compare = new Intl.Collator('en', { numeric: true }).compare;

function valuesOf(row: SurveyRow): SurveyValue[] {
  let values = inOrder.get(row);
  if (!values) {
    values = [...row.values].sort((one, other) => other.files - one.files || compare(one.before ?? '', other.before ?? ''));
    inOrder.set(row, values);
  }
  return values;
}

/** In the table; all that the engine told stand beside it. */
const FIRST = 2;

function Before({ value: { before, kind } }: { value: SurveyValue }) {
  if (kind === 'absent' || before === null) return <span class="tag-none">{say('value-absent')}</span>;
  if (kind === 'empty' || before === '') return <span class="tag-none">{say('value-empty')}</span>;
  return (
    <span class="survey-before" title={before}>
      {before}
      {kind === 'dummy' && <span class="tag-none"> {say('survey-value-dummy')}</span>}
    </span>
  );
}

function Afterwards({ after }: { after: string | null }) {
  if (after === null) return <span class="tag-none">{say('value-removed')}</span>;
  if (after === '') return <span class="tag-none">{say('value-empty')}</span>;
  return <span class="survey-after">{after}</span>;
}

function After({ value: { after, afterMore } }: { value: SurveyValue }) {
  return (
    <span title={after.filter((each) => each !== null).join('\n')}>
      {after.map((each, at) => (
        <span key={at}>
          {at > 0 && ' · '}
          <Afterwards after={each} />
        </span>
      ))}
      {afterMore && ' · …'}
    </span>
  );
}

/** A value that stays has the room of both. */
function Pair({ value }: { value: SurveyValue }) {
  const { before, after, afterMore } = value;
  if (after.length === 1 && after[0] === before && !afterMore) {
    return (
      <div class="survey-pair same">
        <Before value={value} />
        <span class="hidden-text">{say('value-stays')}</span>
      </div>
    );
  }
  return (
    <div class="survey-pair">
      <Before value={value} />
      <span class="tag-arrow" aria-hidden="true">
        →
      </span>
      <span class="hidden-text">{say('value-becomes')}</span>
      <After value={value} />
    </div>
  );
}

/** How many distinct values are not among the first so many. */
function others(row: SurveyRow, told: number, where: '' | '-fewer' = ''): string {
  const more = Math.max(row.distinct, row.values.length) - told;
  if (more <= 0) return row.distinctMore || row.valuesMore ? say(`survey-more${where}`) : '';
  if (row.distinctMore) return say(`survey-more-least${where}`, { more });
  return where ? say('survey-more-by-fewer', { more }) : say('and-more', { more });
}

export function FirstValues({ row, onMore }: { row: SurveyRow; onMore: () => void }) {
  const more = others(row, Math.min(FIRST, row.values.length));
  return (
    <>
      {valuesOf(row).slice(0, FIRST).map((value, at) => (
        <Pair key={at} value={value} />
      ))}
      {more && (
        <button type="button" class="link survey-more" tabIndex={-1} onClick={onMore}>
          {more}
        </button>
      )}
    </>
  );
}

export function AllValues({ row }: { row: SurveyRow }) {
  const more = others(row, row.values.length, '-fewer');
  return (
    <>
      <ul class="survey-values" aria-label={say('survey-values')}>
        {valuesOf(row).map((value, at) => (
          <li key={at}>
            <Pair value={value} />
            <span class="survey-files">{say('files', { files: value.files })}</span>
          </li>
        ))}
      </ul>
      {more && <p class="survey-quiet">{more}</p>}
    </>
  );
}
