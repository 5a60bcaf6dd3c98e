/**
 * Keeps every text that a worker sends: what stands in the files, and what the engine says of it. Names of properties are the page's
 * own: they would excuse the same words in its texts.
 */
window.told = new Set();
const seen = new WeakSet();

function record(value) {
  if (typeof value === 'string') window.told.add(value);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof ArrayBuffer || seen.has(value)) return;
  seen.add(value);
  const isList = Array.isArray(value) || value instanceof Map || value instanceof Set;
  for (const each of isList ? value : Object.values(value)) record(each);
}

window.Worker = class extends Worker {
  constructor(...how) {
    super(...how);
    this.addEventListener('message', ({ data }) => record(data));
  }
};
