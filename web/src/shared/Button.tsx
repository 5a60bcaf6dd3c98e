import type { ComponentChildren } from 'preact';
import { Icon } from './Icon';
import type { IconName } from './icons';

interface ButtonProps {
  children: ComponentChildren;
  onClick: () => void;
  kind?: 'primary' | 'quiet';
  large?: boolean;
  disabled?: boolean;
  icon?: IconName;
  title?: string;
  /** What a screen reader says, where the words alone do not tell which one it is. */
  label?: string;
}

export function Button({ children, onClick, kind, large, disabled, icon, title, label }: ButtonProps) {
  return (
    <button
      type="button"
      class={['button', kind, large && 'large'].filter(Boolean).join(' ')}
      onClick={onClick}
      disabled={disabled}
      title={title}
      aria-label={label}
    >
      {icon && <Icon name={icon} size={16} />}
      {children}
    </button>
  );
}

interface IconButtonProps {
  icon: IconName;
  label: string;
  onClick: () => void;
  pressed?: boolean | undefined;
  disabled?: boolean;
  title?: string;
  /** For what holds as long as the button is pressed. */
  onHold?: () => void;
  onRelease?: () => void;
}

/** Pressing it with the mouse leaves the focus where it was, so that the viewer's keys go on working. */
export function IconButton({ icon, label, onClick, pressed, disabled, title, onHold, onRelease }: IconButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      aria-pressed={pressed}
      title={title ?? label}
      disabled={disabled}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
      onPointerDown={onHold}
      onPointerUp={onRelease}
      onPointerLeave={onRelease}
      onPointerCancel={onRelease}
    >
      <Icon name={icon} />
    </button>
  );
}
