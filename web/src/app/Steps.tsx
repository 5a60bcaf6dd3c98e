import { allItems, allSeries, current, item, takenAway } from '../case/store';
import { statusOf } from '../case/status';
import { Icon } from '../shared/Icon';
import { say } from '../words';
import { open, rulesRead, step, STEPS, type Step } from './step';

function done(name: Step): boolean {
  void current.value;
  if (name === 'add') return allItems().length > 0;
  if (name === 'rules') return rulesRead.value && allItems().length > 0;
  if (name === 'share') return takenAway.value && allItems().length > 0;
  const states = allSeries.value.map((series) => statusOf(series, item).state);
  return states.length > 0 && states.every((state) => ['approved', 'waived', 'left out'].includes(state));
}

export function Steps() {
  return (
    <nav class="steps" aria-label={say('steps')}>
      {STEPS.map((name, index) => {
        const here = step.value === name;
        const ticked = !here && done(name);
        const title = say(`step-${name}`);
        return (
          <button
            key={name}
            type="button"
            class={`step${here ? ' here' : ''}${ticked ? ' done' : ''}`}
            aria-label={ticked ? say('step-done', { step: title }) : undefined}
            aria-current={here ? 'step' : undefined}
            onClick={() => open(name)}
          >
            <span class="step-mark" aria-hidden="true">
              {ticked ? <Icon name="check" size={12} /> : index + 1}
            </span>
            {title}
          </button>
        );
      })}
    </nav>
  );
}
