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

/** A script of a site may bring several hundred. */
const SHOWN = 60;

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
  const [note, setNote] = useState('');
  if (!rules.value) return null;
  const locked = lockedAttributes();
  const overrides = Object.entries(profile.value.attributes).map(([path, value]) => overrideOf(path, value));
  const shown = all ? overrides : overrides.slice(0, SHOWN);

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
      {edited && <OverrideEditor key={edited.path} found={edited} onClose={close} />}
      <p class={note ? 'override-note' : 'hidden-text'} role="status">
        {note}
      </p>
      {overrides.length > 0 && (
        <>
          <h4>{count(overrides.length, 'attribute')} with a rule of its own</h4>
          <ul class="overrides" aria-label="Attributes with a rule of their own">
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
          {shown.length < overrides.length && (
            <Button onClick={() => setAll(true)}>Show all {overrides.length.toLocaleString('en')}</Button>
          )}
        </>
      )}
    </section>
  );
}
