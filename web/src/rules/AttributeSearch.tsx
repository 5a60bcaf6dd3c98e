import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import { engine } from '../case/engine';
import { profile, rules } from '../case/profile';
import type { FoundAttribute } from '../engine/types';
import { say } from '../words';
import { kindOf } from './attributes';

/** Milliseconds after the last key. */
const PAUSE = 120;

interface AttributeSearchProps {
  field: RefObject<HTMLInputElement | null>;
  onChoose: (found: FoundAttribute) => void;
}

/** A field to type in, and below it what is found: arrows go through it, Enter takes one, Escape closes it. */
export function AttributeSearch({ field, onChoose }: AttributeSearchProps) {
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState(false);
  const [found, setFound] = useState<readonly FoundAttribute[] | null>(null);
  /** What it was found for: Enter takes nothing of an older search. */
  const [foundFor, setFoundFor] = useState('');
  const [at, setAt] = useState(-1);
  const wanted = query.trim();

  useEffect(() => {
    if (wanted === '') return setFound(null);
    let current = true;
    const timer = setTimeout(() => {
      engine.findAttributes(wanted, profile.value).then(
        (answer) => {
          if (!current) return;
          const kind = kindOf(wanted, rules.value?.strategies ?? {});
          setFound(kind ? [kind, ...answer] : answer);
          setFoundFor(wanted);
          setAt(-1);
        },
        () => current && setFound([]),
      );
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [wanted, profile.value]);
  useEffect(() => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }), [at]);

  const shown = open && wanted !== '' && found !== null;
  const choose = (which: FoundAttribute) => {
    setOpen(false);
    setQuery('');
    onChoose(which);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open && wanted) {
      setOpen(false);
    } else if (!shown || found.length === 0) {
      if (event.key === 'ArrowDown') setOpen(true);
      return;
    } else if (event.key === 'ArrowDown') {
      setAt((at + 1) % found.length);
    } else if (event.key === 'ArrowUp') {
      setAt(at <= 0 ? found.length - 1 : at - 1);
    } else if (event.key === 'Enter') {
      if (foundFor === wanted) choose(found[Math.max(at, 0)]!);
    } else return;
    event.preventDefault();
  };
  return (
    <div class="attribute-search">
      <label for={`${id}-field`}>{say('single-find')}</label>
      <input
        ref={field}
        id={`${id}-field`}
        class="field"
        type="text"
        role="combobox"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder={say('single-find-by')}
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-activedescendant={shown && at >= 0 ? `${id}-${at}` : undefined}
        value={query}
        disabled={rules.value === null}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setOpen(true);
        }}
        onKeyDown={onKey}
        onBlur={() => setOpen(false)}
      />
      <ul
        ref={list}
        id={`${id}-list`}
        class="attribute-found"
        role="listbox"
        aria-label={say('single-found')}
        aria-busy={foundFor !== wanted}
        hidden={!shown || found.length === 0}
        // The field keeps the focus while somebody scrolls or presses in here.
        onMouseDown={(event) => event.preventDefault()}
      >
        {shown &&
          found.map((each, number) => (
            <li
              key={each.path}
              id={`${id}-${number}`}
              role="option"
              aria-selected={number === at}
              onClick={() => choose(each)}
            >
              <strong>{each.name || each.path}</strong>
              <span class="mono">{each.tag}</span>
              <span class="attribute-does">{each.does && say('single-found-now', { does: each.does })}</span>
            </li>
          ))}
      </ul>
      <p class={shown && found.length === 0 ? 'attribute-none' : 'hidden-text'} aria-live="polite">
        {shown && (found.length === 0 ? say('single-found-none') : say('single-found-count', { attributes: found.length }))}
      </p>
    </div>
  );
}
