import { useId, useRef } from 'preact/hooks';
import { Icon } from './Icon';
import type { IconName } from './icons';

interface MenuItem {
  name: string;
  label: string;
  /** The key that does the same. */
  hint: string;
  icon?: IconName | undefined;
  /** For what is on or off; undefined for what is done once. */
  pressed?: boolean | undefined;
  disabled: boolean;
  run: () => void;
}

interface MenuProps {
  label: string;
  groups: MenuItem[][];
}

function move(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled)')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  const next = to[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items[(next + items.length) % items.length]?.focus();
}

/** A button with a list of things to do. The browser's own popover closes it on Esc and on a click elsewhere. */
export function Menu({ label, groups }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);

  const place = () => {
    const { left, bottom } = button.current!.getBoundingClientRect();
    // On a large screen the page is magnified, and what is set here with it.
    const zoom = list.current!.currentCSSZoom ?? 1;
    const most = window.innerWidth / zoom - list.current!.offsetWidth - 8;
    list.current!.style.left = `${Math.max(8, Math.min(left / zoom, most))}px`;
    list.current!.style.top = `${bottom / zoom + 4}px`;
    list.current!.querySelector<HTMLElement>('button:not(:disabled)')?.focus();
  };

  return (
    <>
      <button ref={button} type="button" class="button quiet menu-button" aria-haspopup="menu" {...{ popovertarget: id }}>
        {label}
        <Icon name="chevron-down" size={14} />
      </button>
      <div
        ref={list}
        id={id}
        class="menu"
        role="menu"
        aria-label={label}
        popover="auto"
        onToggle={(event) => event.newState === 'open' && place()}
        onKeyDown={move}
      >
        {groups.map((items, at) => (
          <div key={at} role="group">
            {items.map((item) => (
              <button
                key={item.name}
                type="button"
                role={item.pressed === undefined ? 'menuitem' : 'menuitemcheckbox'}
                aria-checked={item.pressed}
                disabled={item.disabled}
                onClick={() => {
                  list.current!.hidePopover();
                  item.run();
                }}
              >
                {item.icon ? <Icon name={item.icon} size={16} /> : <span />}
                <span>{item.label}</span>
                <kbd>{item.hint}</kbd>
              </button>
            ))}
          </div>
        ))}
      </div>
    </>
  );
}
