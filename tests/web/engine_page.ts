/** The engine alone on a page, for tests that drive it from outside. */
import { Engine } from '../../web/src/engine/client';

// A short boot time-out: a test of a boot that never ends must not take a minute.
const bootTimeout = Number(new URLSearchParams(location.search).get('bootTimeout') ?? 60_000);
Object.assign(window, { engine: new Engine({ bootTimeout }) });
