/** One POST with progress: the browser streams the Blob, which `fetch` could not tell anything about while it goes out. */
import { noAnswer } from './trouble';

export interface Answer {
  status: number;
  retryAfter: string | null;
  text: string;
}

/** Milliseconds without a sign of life: while bytes go out, and while the server thinks about them. */
const STALLED = 60_000;
const SILENT = 10 * 60_000;
/** An answer about one instance is short. */
const LONGEST_ANSWER = 4 << 20;

/** Rejects with `Trouble` when no answer comes, and with the signal's reason when it is aborted. */
export function post(
  url: string,
  headers: Record<string, string>,
  body: Blob,
  signal: AbortSignal,
  onBytes: (sent: number) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const request = new XMLHttpRequest();
    let timer = 0;
    const watch = (milliseconds: number) => {
      clearTimeout(timer);
      timer = window.setTimeout(() => request.abort(), milliseconds);
    };
    const stop = () => request.abort();
    request.open('POST', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      watch(STALLED);
      onBytes(event.loaded);
    };
    request.upload.onload = () => watch(SILENT);
    request.onprogress = (event) => {
      if (event.loaded > LONGEST_ANSWER) request.abort();
    };
    request.onload = () =>
      resolve({ status: request.status, retryAfter: request.getResponseHeader('Retry-After'), text: request.responseText });
    request.onerror = () => reject(noAnswer());
    request.onabort = () => reject(signal.aborted ? signal.reason : noAnswer());
    request.onloadend = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    };
    signal.addEventListener('abort', stop);
    watch(STALLED);
    request.send(body);
  });
}
