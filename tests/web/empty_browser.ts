/** A browser in which nothing happens, so that all modules of the page load in node; and what they say meanwhile. */
import { FluentBundle } from '../../web/node_modules/@fluent/bundle';

const anything: object = new Proxy(function () {}, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => '' : name === 'baseURI' ? 'http://localhost/' : anything),
  set: () => true,
  has: () => true,
  apply: () => anything,
  construct: () => anything,
});

for (const name of [
  'addEventListener', 'document', 'HTMLElement', 'location', 'matchMedia', 'navigator', 'requestAnimationFrame', 'ResizeObserver', 'self',
  'window', 'Worker',
]) {
  Object.defineProperty(globalThis, name, { value: anything, configurable: true });
}
globalThis.fetch = () => new Promise(() => {});

/** Ids of messages. */
export const said: string[] = [];

const { getMessage } = FluentBundle.prototype;
FluentBundle.prototype.getMessage = function (id) {
  said.push(id);
  return getMessage.call(this, id);
};
