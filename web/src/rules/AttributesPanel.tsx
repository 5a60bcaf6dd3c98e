import { useRef, useState } from 'preact/hooks';
import { engine } from '../case/engine';
import { lockedAttributes, profile, rules } from '../case/profile';
import type { FoundAttribute } from '../engine/types';
import { Button } from '../shared/Button';
import { say } from '../words';
import { AttributeSearch } from './AttributeSearch';
import { kindOf, overrideOf, titleOf, type Override } from './attributes';
import { changeAttribute } from './change';
import { OverrideEditor } from './OverrideEditor';
import { OverrideLine, SHOWN } from './OverrideLine';
import { ScopedRules } from './ScopedRules';

/** From here on there is something to search. */
const MANY = 12;

/** What does more than remove comes first: it is what somebody wants to see of a long script. */
function inOrder(overrides: readonly Override[], search: string): Override[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fit = ({ path, strategy, text }: Override) => {
    const all = `${titleOf(path)} ${strategy} ${text}`.toLowerCase();
    return words.every((word) => all.includes(word));
  };
  const last = ({ strategy }: Override) => Number(strategy === 'remove');
  return overrides.filter(fit).sort((one, other) => last(one) - last(other));
}

interface ButtonsProps {
  override: Override;
  onChange: () => void;
  onRemove: () => void;
}

function Buttons({ override, onChange, onRemove }: ButtonsProps) {
  const attribute = titleOf(override.path);
  return (
    <div class="override-buttons">
      <Button label={say('single-change-which', { attribute })} onClick={onChange}>
        {say('single-change')}
      </Button>
      <Button label={say('single-remove-which', { attribute })} onClick={onRemove}>
        {say('single-remove')}
      </Button>
    </div>
  );
}

function told({ path, strategy }: { path: string; strategy: string | null }): string {
  const attribute = titleOf(path);
  return strategy === null ? say('single-removed', { attribute }) : say('single-set', { attribute, strategy });
}

/** What is done to single attributes, apart from what the profile and the options say. */
export function AttributesPanel() {
  const field = useRef<HTMLInputElement>(null);
  const [edited, setEdited] = useState<FoundAttribute | null>(null);
  const [all, setAll] = useState(false);
  const [search, setSearch] = useState('');
  const [note, setNote] = useState('');
  if (!rules.value) return null;
  const locked = lockedAttributes();
  const overrides = Object.entries(profile.value.attributes).map(([path, value]) => overrideOf(path, value));
  const many = overrides.length > MANY;
  const fitting = inOrder(overrides, many ? search : '');
  const shown = all ? fitting : fitting.slice(0, SHOWN);

  const close = (done: { path: string; strategy: string | null } | null) => {
    setEdited(null);
    setNote(done ? told(done) : '');
    field.current?.focus();
  };
  const change = async ({ path }: Override) => {
    const answer = await engine.findAttributes(path, profile.value).catch(() => []);
    const found = answer.find((each) => each.path === path) ?? kindOf(path, rules.value!.strategies);
    if (!found) return setNote(say('single-not-here'));
    const { strategy, text } = overrideOf(path, profile.value.attributes[path]!);
    setNote('');
    setEdited({ ...found, override: { path, strategy, text } });
  };
  const removed = ({ path }: Override) => {
    setNote(say('single-removed', { attribute: titleOf(path) }));
    field.current?.focus();
  };
  const remove = (override: Override) => {
    changeAttribute(override.path, null);
    if (edited?.path === override.path) setEdited(null);
    removed(override);
  };
  return (
    <section class="rules-part rules-wide" aria-label={say('single')}>
      <h3>{say('single')}</h3>
      <p>{say('single-lead')}</p>
      <AttributeSearch
        field={field}
        onChoose={(found) => {
          setNote('');
          setEdited(found);
        }}
      />
      {edited && <OverrideEditor key={edited.path} found={edited} onChange={changeAttribute} onClose={close} />}
      <p class={note ? 'override-note' : 'hidden-text'} role="status">
        {note}
      </p>
      {overrides.length > 0 && (
        <>
          <div class="overrides-head">
            <h4>{say('single-count', { attributes: overrides.length })}</h4>
            {many && (
              <input
                class="field"
                type="search"
                placeholder={say('single-list-search-in')}
                aria-label={say('single-list-search')}
                value={search}
                onInput={(event) => setSearch(event.currentTarget.value)}
              />
            )}
          </div>
          <ul class="overrides" aria-label={say('single-list')}>
            {shown.map((each) => (
              <OverrideLine key={each.path} override={each}>
                {each.path in locked ? (
                  <span class="chip">{say('attribute-locked')}</span>
                ) : (
                  <Buttons override={each} onChange={() => void change(each)} onRemove={() => remove(each)} />
                )}
              </OverrideLine>
            ))}
          </ul>
          {fitting.length === 0 && <p class="attribute-none">{say('single-list-none')}</p>}
          {shown.length < fitting.length && (
            <Button onClick={() => setAll(true)}>{say('single-list-all', { attributes: fitting.length })}</Button>
          )}
        </>
      )}
      <ScopedRules onRemoved={removed} />
    </section>
  );
}
