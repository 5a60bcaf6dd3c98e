/** Above what stands in the place of the image: what it is, what counts, and the way back. */
import type { ComponentChildren } from 'preact';
import { IconButton } from '../../shared/Button';
import { say } from '../../words';
import { mode } from './mode';

interface BarProps {
  title: string;
  words: string;
  children?: ComponentChildren;
}

export function Bar({ title, words, children }: BarProps) {
  return (
    <header class="sheet-bar">
      <h2>{title}</h2>
      <p aria-live="polite">{words}</p>
      {children}
      <IconButton
        icon="x"
        label={say('sheet-back')}
        title={say('with-key', { label: say('sheet-back'), key: say('keyboard-escape') })}
        onClick={() => (mode.value = 'image')}
      />
    </header>
  );
}
