/** A list that keeps its order while it is worked on: a new reading changes what stands in it, and moves nothing from under the mouse. */
import { useMemo, useRef } from 'preact/hooks';

/**
 * Returns the items in the order of the first reading of `list`; what a later one does not have any more stands where it stood,
 * and what is new stands at the end.
 */
export function useSticky<T>(list: unknown, items: readonly T[], name: (item: T) => string): T[] {
  const held = useRef<{ list: unknown; items: Map<string, T> }>({ list: undefined, items: new Map() });
  return useMemo(() => {
    const before = held.current.list === list ? held.current.items : new Map<string, T>();
    const now = new Map([...before, ...items.map((item) => [name(item), item] as const)]);
    held.current = { list, items: now };
    return [...now.values()];
  }, [list, items]);
}
