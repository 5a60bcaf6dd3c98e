/** The engine alone on a page, for tests that drive it from outside. */
import { Engine, type EngineOptions } from '../../web/src/engine/client';

// A short boot time-out, say: a test of a boot that never ends must not take a minute.
const asked = new URLSearchParams(location.search);
const options: EngineOptions = {};
for (const name of ['bootTimeout', 'patience', 'workers', 'heapLimit'] as const) {
  if (asked.has(name)) options[name] = Number(asked.get(name));
}
Object.assign(window, { engine: new Engine(options) });
