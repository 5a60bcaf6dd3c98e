import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { engine } from '../case/engine';
import { CASE, type Scope } from '../case/only';
import { lockedAttributes, problemOfRule, siteRules } from '../case/profile';
import type { FoundAttribute, Strategy } from '../engine/types';
import { Button } from '../shared/Button';
import { say } from '../words';
import { HINTS, TEXTS, titleOf, valueOf, whereOf } from './attributes';

interface OverrideEditorProps {
  found: FoundAttribute;
  /** Whom the rule is for. */
  scope?: Scope;
  /** False where somebody is at what stands above it. */
  takesFocus?: boolean;
  /** Puts a rule into the profile that the engine checked, or takes it out with null. */
  onChange: (path: string, value: Strategy | null) => void;
  /** `done` is what was set, with no strategy where the rule was taken out, or null for a cancel. */
  onClose: (done: { path: string; strategy: string | null } | null) => void;
}

/** What is to be done with one attribute: only what goes with it can be chosen. */
export function OverrideEditor({ found, scope = CASE, takesFocus = true, onChange, onClose }: OverrideEditorProps) {
  const id = useId();
  const box = useRef<HTMLFieldSetElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const own = found.override?.path === found.path ? found.override : null;
  const [strategy, setStrategy] = useState(own?.strategy ?? '');
  const [text, setText] = useState(own?.text ?? '');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const locked = found.path in lockedAttributes();
  const choices = locked ? [] : found.strategies;
  const asks = TEXTS[strategy];
  const hint = strategy === 'replace' || strategy === 'add' ? HINTS[found.vr] : '';
  useEffect(() => {
    if (!takesFocus) return;
    const first = box.current?.querySelector<HTMLElement>('input:checked, input') ?? box.current?.querySelector<HTMLElement>('button');
    first?.focus();
  }, []);

  const refuse = (sentence: string) => {
    setProblem(sentence);
    setBusy(false);
    if (asks) field.current?.focus();
  };
  const submit = async () => {
    if (strategy === '') return refuse(say('rule-choose'));
    setBusy(true);
    try {
      const checked = await engine.checkOverride(found.path, valueOf(strategy, text), siteRules(), scope.kind !== 'case');
      if ('error' in checked) return refuse(checked.error);
      const wrong = problemOfRule(scope, checked.path, checked.value);
      if (wrong !== null) return refuse(wrong);
      onChange(checked.path, checked.value);
      onClose({ path: checked.path, strategy });
    } catch {
      refuse(say('rule-unchecked'));
    }
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose(null);
  };
  return (
    <fieldset ref={box} class="override-editor" aria-busy={busy} aria-describedby={`${id}-now`} onKeyDown={onKey}>
      <legend>
        {found.name || titleOf(found.path)} <span class="mono">{[found.tag, found.vr].filter(Boolean).join(' ')}</span>
      </legend>
      <p id={`${id}-now`} class="override-now">
        {found.path !== found.name && titleOf(found.path) !== found.name && <span class="mono">{found.path}</span>}{' '}
        {say('rule-where', { where: whereOf(found.path) })} {found.does && say('rule-now', { does: found.does, why: found.why })}
      </p>
      {locked && <span class="chip">{say('attribute-locked')}</span>}
      {!locked && choices.length === 0 && <p>{say('rule-none-possible')}</p>}
      <div class="override-choices">
        {choices.map(({ name, words }, number) => (
          <label key={name} class="override-choice">
            <input
              type="radio"
              name={id}
              checked={strategy === name}
              aria-labelledby={`${id}-${number}-name`}
              aria-describedby={`${id}-${number}-words`}
              onChange={() => {
                setStrategy(name);
                setProblem('');
                if (name === 'age band' && text === '') setText('10');
              }}
            />
            <strong id={`${id}-${number}-name`}>{name}</strong>
            <span id={`${id}-${number}-words`}>{words}</span>
          </label>
        ))}
      </div>
      {asks && (
        <label class="override-text">
          {say(asks)}
          <input
            ref={field}
            class={`field${strategy === 'script' ? ' mono' : ''}`}
            autocomplete="off"
            spellcheck={false}
            value={text}
            aria-invalid={problem !== ''}
            aria-describedby={problem ? `${id}-problem` : hint ? `${id}-hint` : undefined}
            onInput={(event) => {
              setText(event.currentTarget.value);
              setProblem('');
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void submit();
            }}
          />
        </label>
      )}
      {hint && (
        <p id={`${id}-hint`} class="override-hint">
          {say(hint)}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} class="override-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="override-buttons">
        {choices.length > 0 && (
          <Button kind="primary" disabled={busy} onClick={() => void submit()}>
            {say('rule-use')}
          </Button>
        )}
        {own && !locked && (
          <Button
            onClick={() => {
              onChange(own.path, null);
              onClose({ path: own.path, strategy: null });
            }}
          >
            {say('rule-remove')}
          </Button>
        )}
        <Button onClick={() => onClose(null)}>{say(choices.length > 0 ? 'cancel' : 'close')}</Button>
      </div>
    </fieldset>
  );
}
