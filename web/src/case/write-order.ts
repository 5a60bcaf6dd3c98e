/** What waits to be written: series by series in the order of the case, the one on the screen before all others. */

const seriesOf = new Map<string, number>();
/** Sparse: by the number of the series, in the order in which they came. */
const waiting: Set<string>[] = [];

const place = (id: string): Set<string> => (waiting[seriesOf.get(id) ?? 0] ??= new Set());

export function placeInOrder(id: string, series: number): void {
  const queued = place(id).delete(id);
  seriesOf.set(id, series);
  if (queued) place(id).add(id);
}

export function isQueued(id: string): boolean {
  return place(id).has(id);
}

export function queue(id: string): void {
  place(id).add(id);
}

/** Takes out the next that may be written. `urgent` is the instance on the screen. */
export function takeNext(may: (id: string) => boolean, urgent: string | null): string | undefined {
  const found = nextOf(may, urgent);
  if (found !== undefined) place(found).delete(found);
  return found;
}

function nextOf(may: (id: string) => boolean, urgent: string | null): string | undefined {
  if (urgent !== null && isQueued(urgent) && may(urgent)) return urgent;
  const first = urgent === null ? [] : [place(urgent)];
  for (const series of [...first, ...waiting]) {
    for (const id of series ?? []) if (may(id)) return id;
  }
  return undefined;
}

export function forgetOrder(): void {
  seriesOf.clear();
  waiting.length = 0;
}
