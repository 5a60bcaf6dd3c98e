import type { Destination } from '../config/types';

/** The choice that is no destination: no name is empty. */
export const SAVE = '';

interface WaysProps {
  destinations: readonly Destination[];
  /** Name of a destination, or `SAVE`. */
  chosen: string;
  disabled: boolean;
  onChoose: (way: string) => void;
}

const SIGN_IN = { none: 'no sign-in', basic: 'sign in with name and password', bearer: 'sign in with a token' };

/** Where the case goes. */
export function Ways({ destinations, chosen, disabled, onChoose }: WaysProps) {
  const ways = [
    ...destinations.map(({ name, url, authentication }) => ({
      value: name,
      title: `Upload to ${name}`,
      detail: `${new URL(url).host}, STOW-RS, ${SIGN_IN[authentication]}`,
    })),
    { value: SAVE, title: 'Save to this computer', detail: 'a zip file' },
  ];
  return (
    <fieldset class="ways-out" disabled={disabled}>
      <legend class="hidden-text">Where to</legend>
      {ways.map(({ value, title, detail }) => (
        <label key={value} class="way-out">
          <input type="radio" name="way" checked={chosen === value} onChange={() => onChoose(value)} />
          <strong>{title}</strong>
          <span>{detail}</span>
        </label>
      ))}
    </fieldset>
  );
}
