/** Neighbours with the same state as one run, so that a thousand frames draw as a few bars. Pure. */
export interface Run {
  state: number;
  from: number;
  /** Exclusive. */
  to: number;
}

export function runs(states: readonly number[]): Run[] {
  const all: Run[] = [];
  states.forEach((state, at) => {
    const last = all.at(-1);
    if (last?.state === state) last.to = at + 1;
    else all.push({ state, from: at, to: at + 1 });
  });
  return all;
}
