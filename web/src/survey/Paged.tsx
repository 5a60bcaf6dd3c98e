/** A long list of cards, a part at a time. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../shared/Button';
import { say } from '../words';

const PART = 100;

interface PagedProps<T> {
  items: readonly T[];
  /** What makes one list another: it begins at its first part. */
  list: unknown;
  what: 'words' | 'texts';
  render: (item: T) => ComponentChildren;
}

export function Paged<T>({ items, list, what, render }: PagedProps<T>) {
  const [shown, setShown] = useState(PART);
  useEffect(() => setShown(PART), [list]);
  const left = items.length - shown;
  return (
    <>
      <ul class="survey-cards">{items.slice(0, shown).map(render)}</ul>
      {left > 0 && (
        <div>
          <Button onClick={() => setShown(shown + PART)}>
            {say(`${what}-page`, { next: Math.min(left, PART), left })}
          </Button>
        </div>
      )}
    </>
  );
}
