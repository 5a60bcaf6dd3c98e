import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { engine } from '../case/engine';
import { lockedAttributes, siteRules } from '../case/profile';
import type { FoundAttribute, Strategy } from '../engine/types';
import { Button } from '../shared/Button';
import { HINTS, TEXTS, titleOf, valueOf, whereOf } from './attributes';

interface OverrideEditorProps {
  found: FoundAttribute;
  /** Puts a rule into the profile that the engine checked, or takes it out with null. */
  onChange: (path: string, value: Strategy | null) => void;
  /** `done` is what was set, or null for a cancel. */
  onClose: (done: { path: string; strategy: string } | null) => void;
}

/** What is to be done with one attribute: only what goes with it can be chosen. */
export function OverrideEditor({ found, onChange, onClose }: OverrideEditorProps) {
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
  const wantsText = strategy in TEXTS;
  const hint = strategy === 'replace' || strategy === 'add' ? HINTS[found.vr] : '';
  useEffect(() => {
    const first = box.current?.querySelector<HTMLElement>('input:checked, input') ?? box.current?.querySelector<HTMLElement>('button');
    first?.focus();
  }, []);

  const say = (sentence: string) => {
    setProblem(sentence);
    setBusy(false);
    if (wantsText) field.current?.focus();
  };
  const submit = async () => {
    if (strategy === '') return say('Choose what is to be done.');
    setBusy(true);
    try {
      const checked = await engine.checkOverride(found.path, valueOf(strategy, text), siteRules());
      if ('error' in checked) return say(checked.error);
      onChange(checked.path, checked.value);
      onClose({ path: checked.path, strategy });
    } catch {
      say('The engine could not check this. Try it again.');
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
        {found.path !== found.name && titleOf(found.path) !== found.name && <span class="mono">{found.path}</span>} {whereOf(found.path)}.
        {found.does && ` Now: ${found.does}. ${found.why}.`}
      </p>
      {locked && <span class="chip">locked by this site</span>}
      {!locked && choices.length === 0 && <p>This attribute has a rule that no profile changes.</p>}
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
      {wantsText && (
        <label class="override-text">
          {TEXTS[strategy]}
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
          {hint}
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
            Use this
          </Button>
        )}
        {own && !locked && (
          <Button
            onClick={() => {
              onChange(own.path, null);
              onClose({ path: own.path, strategy: 'as the profile and its options say' });
            }}
          >
            Remove this rule
          </Button>
        )}
        <Button onClick={() => onClose(null)}>{choices.length > 0 ? 'Cancel' : 'Close'}</Button>
      </div>
    </fieldset>
  );
}
