import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface ChoiceProps {
  /** A radio button belongs to a group; without one it is a box to tick. */
  group?: string;
  title: string;
  /** By which the page finds it. */
  name?: string;
  checked: boolean;
  disabled?: boolean;
  onChange?: () => void;
  /** What there is to know of it. A screen reader says the title first. */
  children: ComponentChildren;
}

/** One of several cards, or one that stands for itself. */
export function Choice({ group, title, name, checked, disabled, onChange, children }: ChoiceProps) {
  const id = useId();
  const shared = {
    checked,
    disabled: disabled ?? false,
    onChange: () => onChange?.(),
    'aria-labelledby': `${id}-title`,
    'aria-describedby': `${id}-words`,
  };
  return (
    <label class="option-card" data-option={name}>
      {group === undefined ? <input type="checkbox" {...shared} /> : <input type="radio" name={group} {...shared} />}
      <strong id={`${id}-title`}>{title}</strong>
      <span id={`${id}-words`} class="option-words">
        {children}
      </span>
    </label>
  );
}
