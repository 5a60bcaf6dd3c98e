import { useRef, useState } from 'preact/hooks';
import { engine } from '../case/engine';
import { lockedAttributes, profile, rules } from '../case/profile';
import type { FoundAttribute } from '../engine/types';
import { Button } from '../shared/Button';
import { count } from '../shared/words';
import { AttributeSearch } from './AttributeSearch';
import { kindOf, overrideOf, titleOf, whereOf, type Override } from './attributes';
import { changeAttribute } from './change';
import { OverrideEditor } from './OverrideEditor';

/** A script that removes whatever it does not name has thousands. */
const SHOWN = 60;
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

interface LineProps {
  override: Override;
  locked: boolean;
  onChange: () => void;
  onRemove: () => void;
}

function Line({ override: { path, strategy, text }, locked, onChange, onRemove }: LineProps) {
  const title = titleOf(path);
  return (
    <li class="override">
      <div class="override-what">
        <strong>{title}</strong> <span class="override-where">{whereOf(path)}</span>
        <p>
          <span class="override-strategy">{strategy}</span>
          {text && <span class="mono override-own-text">{text}</span>} {rules.value?.strategies[strategy]}
        </p>
      </div>
      {locked ? (
        <span class="chip">locked by this site</span>
      ) : (
        <div class="override-buttons">
          <Button label={`Change ${title}`} onClick={onChange}>
            Change
          </Button>
          <Button label={`Remove ${title}`} onClick={onRemove}>
            Remove
          </Button>
        </div>
      )}
    </li>
  );
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

  const close = (done: { path: string; strategy: string } | null) => {
    setEdited(null);
    setNote(done ? `${titleOf(done.path)}: ${done.strategy}.` : '');
    field.current?.focus();
  };
  const change = async ({ path }: Override) => {
    const answer = await engine.findAttributes(path, profile.value).catch(() => []);
    const found = answer.find((each) => each.path === path) ?? kindOf(path, rules.value!.strategies);
    if (!found) return setNote('This attribute cannot be changed here. Remove it, and add it again.');
    const { strategy, text } = overrideOf(path, profile.value.attributes[path]!);
    setNote('');
    setEdited({ ...found, override: { path, strategy, text } });
  };
  const remove = ({ path }: Override) => {
    changeAttribute(path, null);
    if (edited?.path === path) setEdited(null);
    setNote(`${titleOf(path)}: as the profile says.`);
    field.current?.focus();
  };
  return (
    <section class="rules-part rules-wide" aria-label="Single attributes">
      <h3>Single attributes</h3>
      <p>What is said of an attribute here goes before the profile and its options, wherever the attribute stands in a file.</p>
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
            <h4>
              {count(overrides.length, 'attribute')} with {overrides.length === 1 ? 'a rule of its own' : 'rules of their own'}
            </h4>
            {many && (
              <input
                class="field"
                type="search"
                placeholder="Search in these"
                aria-label="Search in the attributes with rules of their own"
                value={search}
                onInput={(event) => setSearch(event.currentTarget.value)}
              />
            )}
          </div>
          <ul class="overrides" aria-label="Attributes with rules of their own">
            {shown.map((each) => (
              <Line
                key={each.path}
                override={each}
                locked={each.path in locked}
                onChange={() => void change(each)}
                onRemove={() => remove(each)}
              />
            ))}
          </ul>
          {fitting.length === 0 && <p class="attribute-none">None of them matches.</p>}
          {shown.length < fitting.length && (
            <Button onClick={() => setAll(true)}>Show all {fitting.length.toLocaleString('en')}</Button>
          )}
        </>
      )}
    </section>
  );
}
