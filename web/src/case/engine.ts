/** The one engine of the page, and its state as signals. */
import { signal } from '@preact/signals';
import { siteArrived } from '../config/site';
import { Engine, type EngineState } from '../engine/client';

export const engine = new Engine({ extensions: siteArrived.then(({ extensions }) => extensions) });

export const engineState = signal<EngineState>(engine.state);
/** From 0 to 1 while its files are on their way. */
export const engineLoaded = signal(0);
/** A plain sentence when it does not work. */
export const engineProblem = signal<string | null>(null);
/** Requests since the engine was loaded, with the hosts that were asked; null before. */
export const requests = signal<{ count: number; hosts: string[] } | null>(null);

engine.addEventListener('change', () => {
  engineState.value = engine.state;
  engineLoaded.value = engine.total ? engine.loaded / engine.total : 0;
  engineProblem.value = engine.refusal?.sentence ?? null;
});

engine.requests.addEventListener('change', () => {
  if (engine.requests.loaded === null) return;
  requests.value = { count: engine.requests.count, hosts: [...engine.requests.hosts] };
});
