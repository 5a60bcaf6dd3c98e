/** Where approved instances may go at all, whatever a configuration says. Pure. */

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** True for HTTPS, and for plain HTTP that does not leave this computer; never with a name or password inside. */
export function isSafeAddress(address: string): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  if (url.username || url.password || url.search || url.hash) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
}
