import { say, sayWith } from '../words';

type Point =
  | `check-${'plug' | 'counter' | 'network'}`
  | `limits-${'pixels' | 'names' | 'extensions' | 'host' | 'browser' | 'memory' | 'yours'}`;

/** The points of a list; each begins with what it is about. */
export function Points({ ids }: { ids: readonly Point[] }) {
  return ids.map((id) => <li key={id}>{sayWith(id, { name: <strong>{say(`${id}-name`)}</strong> })}</li>);
}
