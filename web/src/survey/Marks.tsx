/** Two buttons for a row: pressed, they are an override of the profile; pressed again, they are not. */
import { profile } from '../case/profile';
import type { SurveyRow } from '../engine/types';
import { mark, said } from './judge';
import { judgementOf, lastOf } from './rows';
import { strategyWords } from './words';

export function Marks({ row, tabIndex = 0 }: { row: SurveyRow; tabIndex?: 0 | -1 }) {
  if (row.fixed) return null;
  const word = said.value.get(row.path);
  const judgement = word === undefined ? judgementOf(row, profile.value.attributes) : word === null ? null : word ? 'safe' : 'not safe';
  const own = profile.value.attributes[row.mark];
  const button = (words: 'safe' | 'not safe', safe: boolean, makes: SurveyRow['safe']) => (
    <button
      type="button"
      class={`survey-mark ${safe ? 'ok' : 'bad'}`}
      aria-pressed={judgement === words}
      aria-label={`${safe ? 'Safe' : 'Not safe'}: ${row.name || lastOf(row.path)}`}
      title={makes === null ? 'Not possible for this attribute' : `${strategyWords(makes)} (${safe ? 'S' : 'N'})`}
      disabled={makes === null}
      tabIndex={tabIndex}
      onClick={() => void mark(row.path, judgement === words ? null : safe)}
    >
      {safe ? 'Safe' : 'Not safe'}
    </button>
  );
  return (
    <div class="survey-marks">
      {button('safe', true, row.safe)}
      {button('not safe', false, row.unsafe)}
      {judgement === 'own rule' && <span class="chip survey-own">own rule: {strategyWords(own!)}</span>}
    </div>
  );
}
