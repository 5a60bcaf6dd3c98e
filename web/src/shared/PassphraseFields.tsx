import { useRef, useState } from 'preact/hooks';
import { problemOf } from '../keys/passphrase';
import { say } from '../words';
import { Button } from './Button';

interface PassphraseFieldsProps {
  /** What the button says. */
  action: string;
  disabled?: boolean;
  /** The fewest characters that will do. */
  shortest: number;
  /** Gets the passphrase once; both fields are empty by then. */
  onPassphrase: (passphrase: string) => void;
}

/** A passphrase, typed twice. It stands in the two fields until the button is pressed, and nowhere else. */
export function PassphraseFields({ action, disabled, shortest, onPassphrase }: PassphraseFieldsProps) {
  const first = useRef<HTMLInputElement>(null);
  const again = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = () => {
    const [one, two] = [first.current!.value, again.current!.value];
    first.current!.value = '';
    again.current!.value = '';
    const found = problemOf(one, two, shortest);
    setProblem(found);
    if (found) first.current!.focus();
    else onPassphrase(one);
  };
  const field = {
    class: 'field',
    type: 'password',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: false,
    disabled: disabled ?? false,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter') submit();
    },
  } as const;
  return (
    <div class="passphrase">
      <label>
        {say('passphrase')}
        <input ref={first} {...field} />
      </label>
      <label>
        {say('passphrase-again')}
        <input ref={again} {...field} />
      </label>
      <Button disabled={disabled ?? false} onClick={submit}>
        {action}
      </Button>
      {problem && (
        <p class="passphrase-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
