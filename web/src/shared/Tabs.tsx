import type { Signal } from '@preact/signals';

interface TabsProps<T extends string> {
  /** Begins the ids of the tabs; that of the panel below is `${id}-panel`. */
  id: string;
  label: string;
  chosen: Signal<T>;
  /** `number` stands behind the words; it may be empty. */
  tabs: readonly { name: T; words: string; number: string }[];
}

/** A row of tabs. Only the chosen one is reached with Tab; arrows choose another. */
export function Tabs<T extends string>({ id, label, chosen, tabs }: TabsProps<T>) {
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowLeft: tabs.length - 1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = tabs.findIndex(({ name }) => name === chosen.value);
    chosen.value = tabs[(at + step) % tabs.length]!.name;
    document.getElementById(`${id}-${chosen.value}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={onKey}>
      {tabs.map(({ name, words, number }) => {
        const here = chosen.value === name;
        return (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={here}
            aria-controls={`${id}-panel`}
            tabIndex={here ? 0 : -1}
            class={`tab${here ? ' here' : ''}`}
            onClick={() => {
              chosen.value = name;
            }}
          >
            {words} <span>{number}</span>
          </button>
        );
      })}
    </div>
  );
}
