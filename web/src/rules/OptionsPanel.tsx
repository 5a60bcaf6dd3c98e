import { isLocked, problemOf, profile, rules } from '../case/profile';
import type { OptionWords } from '../engine/types';
import { Choice } from '../shared/Choice';
import { say, sayWith } from '../words';
import { change } from './change';
import { Risk } from './Risk';

/** Two that exclude each other, and so are one choice. */
const DATES = ['retain-modified-dates', 'retain-full-dates'];

/** Ten decades are the most that the engine takes. */
const LONGEST_SHIFT = 36_500;

function Words({ keeps, risk, locked, problem }: { keeps: string; risk: string; locked?: boolean; problem?: string | null }) {
  return (
    <>
      <span>{keeps}</span>
      {risk && <Risk risk={risk} />}
      {locked && <span class="chip">{say('attribute-locked')}</span>}
      {!locked && problem && <span class="option-risk">{problem}</span>}
    </>
  );
}

function Dates({ words }: { words: OptionWords[] }) {
  const { options } = profile.value;
  const others = options.filter((name) => !DATES.includes(name));
  const chosen = DATES.find((name) => options.includes(name)) ?? null;
  const none = { name: null, title: say('options-dates-removed'), keeps: say('options-dates-removed-keeps'), risk: '' };
  const ways = [none, ...DATES.flatMap((name) => words.filter((each) => each.name === name))];
  const pinned = DATES.some((name) => isLocked(name) && options.includes(name));
  return (
    <fieldset class="option-cards three">
      <legend>{say('options-dates')}</legend>
      {ways.map(({ name, title, keeps, risk }) => {
        const locked = pinned || (name !== null && isLocked(name));
        return (
          <Choice
            key={title}
            group="dates"
            title={title}
            checked={chosen === name}
            disabled={locked}
            onChange={() => change({ options: name === null ? others : [...others, name] })}
          >
            <Words keeps={keeps} risk={risk} locked={locked} />
          </Choice>
        );
      })}
    </fieldset>
  );
}

function Option({ words: { name, title, keeps, risk } }: { words: OptionWords }) {
  const { options } = profile.value;
  const on = options.includes(name);
  const next = on ? options.filter((each) => each !== name) : [...options, name];
  const locked = isLocked(name);
  const problem = problemOf({ options: next });
  return (
    <Choice title={title} name={name} checked={on} disabled={locked || problem !== null} onChange={() => change({ options: next })}>
      <Words keeps={keeps} risk={risk} locked={locked} problem={problem} />
    </Choice>
  );
}

/** By how much dates may move: a small range keeps seasons, a large one hides the year. */
function Shift({ locked }: { locked: boolean }) {
  const set = (input: HTMLInputElement) => {
    const days = Math.round(Number(input.value));
    const valid = Number.isFinite(days) && days >= 1 && days <= LONGEST_SHIFT;
    if (valid && days !== profile.value.shift_days) change({ shift_days: days });
    input.value = String(profile.value.shift_days);
  };
  const days = (
    <input
      class="field"
      type="number"
      min={1}
      max={LONGEST_SHIFT}
      value={profile.value.shift_days}
      disabled={locked}
      onChange={(event) => set(event.currentTarget)}
    />
  );
  return (
    <label class="option-shift">
      {sayWith('options-shift', { days })}
    </label>
  );
}

function BirthYear() {
  const locked = isLocked('retain-patient-characteristics');
  const on = profile.value.birth_year;
  return (
    <Choice title={say('options-birth-year')} checked={on} disabled={locked} onChange={() => change({ birth_year: !on })}>
      <Words
        keeps={say('options-birth-year-keeps')}
        risk={say('options-birth-year-risk')}
        locked={locked}
      />
    </Choice>
  );
}

/** What is kept beyond the Basic Profile, and what each of it risks. */
export function OptionsPanel() {
  const known = rules.value;
  if (!known) return null;
  const others = known.options.filter((each) => !DATES.includes(each.name));
  return (
    <section class="rules-part rules-wide" aria-label={say('options')}>
      <h3>{say('options-title')}</h3>
      <p>{say('options-lead')}</p>
      <Dates words={known.options} />
      {profile.value.options.includes(DATES[0]!) && <Shift locked={isLocked(DATES[0]!)} />}
      <fieldset class="option-cards two">
        <legend>{say('options-others')}</legend>
        {others.map((each) => (
          <Option key={each.name} words={each} />
        ))}
        <BirthYear />
      </fieldset>
    </section>
  );
}
