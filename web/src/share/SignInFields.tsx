import type { Authentication } from '../config/types';
import { say } from '../words';
import { signIn } from './upload';

interface FieldProps {
  label: string;
  value: string;
  secret?: boolean;
  wide?: boolean;
  onInput: (value: string) => void;
}

function Field({ label, value, secret, wide, onInput }: FieldProps) {
  const shared = {
    class: 'field',
    value,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: false,
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
  } as const;
  return (
    <label class={wide ? 'wide' : undefined}>
      {label}
      <input {...shared} {...(secret ? { type: 'password' } : { type: 'text' })} />
    </label>
  );
}

/** What a server asks for. It stays in the memory of this page, until the upload has ended. */
export function SignInFields({ authentication }: { authentication: Authentication }) {
  const now = signIn.value;
  const secret = (value: string) => {
    signIn.value = { ...now, secret: value };
  };
  if (authentication === 'none') return null;
  return (
    <div class="sign-in">
      {authentication === 'basic' ? (
        <>
          <Field label={say('sign-in-name')} value={now.name} onInput={(name) => (signIn.value = { ...now, name })} />
          <Field label={say('sign-in-password')} value={now.secret} secret onInput={secret} />
        </>
      ) : (
        <Field label={say('sign-in-token')} value={now.secret} secret wide onInput={secret} />
      )}
    </div>
  );
}
