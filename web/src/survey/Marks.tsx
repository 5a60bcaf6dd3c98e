/** Two buttons for a row: pressed, they are an override of the profile; pressed again, they are not. */
import { profile } from '../case/profile';
import type { SurveyRow } from '../engine/types';
import { say } from '../words';
import { mark, said } from './judge';
import { judgementOf, lastOf } from './rows';
import { KEYS, strategyWords } from './words';

export function Marks({ row, tabIndex = 0 }: { row: SurveyRow; tabIndex?: 0 | -1 }) {
  if (row.fixed) return null;
  const word = said.value.get(row.path);
  const judgement = word === undefined ? judgementOf(row, profile.value.attributes) : word === null ? null : word ? 'safe' : 'not safe';
  const own = profile.value.attributes[row.mark];
  const attribute = row.name || lastOf(row.path);
  const button = (name: 'safe' | 'unsafe', makes: SurveyRow['safe']) => {
    const safe = name === 'safe';
    const pressed = judgement === (safe ? 'safe' : 'not safe');
    return (
      <button
        type="button"
        class={`survey-mark ${safe ? 'ok' : 'bad'}`}
        aria-pressed={pressed}
        aria-label={say(`survey-${name}-which`, { attribute })}
        title={makes === null ? say('survey-impossible') : say('survey-mark-tip', { strategy: strategyWords(makes), key: KEYS[name] })}
        disabled={makes === null}
        tabIndex={tabIndex}
        onClick={() => void mark(row.path, pressed ? null : safe)}
      >
        {say(`survey-mark-${name}`)}
      </button>
    );
  };
  return (
    <div class="survey-marks">
      {button('safe', row.safe)}
      {button('unsafe', row.unsafe)}
      {judgement === 'own rule' && <span class="chip survey-own">{say('survey-own-rule', { strategy: strategyWords(own!) })}</span>}
    </div>
  );
}
