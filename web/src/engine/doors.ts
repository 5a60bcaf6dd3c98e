/**
 * Closes what a Content-Security-Policy leaves open: peer connections do not fall under `connect-src`.
 * Imported first, before any other code of the page runs.
 */
const scope = globalThis as Record<string, unknown>;
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'WebTransport']) {
  if (name in scope) {
    Object.defineProperty(scope, name, { value: undefined, writable: false, configurable: false });
  }
}

export {};
