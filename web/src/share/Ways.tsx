import type { Destination } from '../config/types';
import { say } from '../words';

/** The choice that is no destination: no name is empty. */
export const SAVE = '';

interface WaysProps {
  destinations: readonly Destination[];
  /** Name of a destination, or `SAVE`. */
  chosen: string;
  disabled: boolean;
  onChoose: (way: string) => void;
}

/** Where the case goes. */
export function Ways({ destinations, chosen, disabled, onChoose }: WaysProps) {
  const ways = [
    ...destinations.map(({ name, url, authentication }) => ({
      value: name,
      title: say('share-upload', { server: name }),
      detail: say('way-upload', { host: new URL(url).host, signIn: say(`sign-in-${authentication}`) }),
    })),
    { value: SAVE, title: say('way-save'), detail: say('way-save-detail') },
  ];
  return (
    <fieldset class="ways-out" disabled={disabled}>
      <legend class="hidden-text">{say('ways')}</legend>
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
