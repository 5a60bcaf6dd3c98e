/**
 * A worker whose script the page holds.
 *
 * A worker that is loaded by its address is under the policy of that answer alone: on a host that sends no headers it would be
 * under none. One made of a blob inherits the policy of the page, be it from a header or from `<meta>`, and its start asks the
 * network for nothing. The blob is the whole bundle: it imports nothing, so `script-src` need not allow `blob:`. `worker-src
 * blob:` is enough, and shuts out workers by address.
 */
export class HeldWorker<To, From> {
  private worker: Worker | null = null;
  private ended = false;
  /** What was posted before the script was there. */
  private early: To[] = [];

  /** `script` is an object URL that stays valid. `onLost` is told when the worker broke; it has to be terminated then. */
  constructor(
    script: Promise<string>,
    private readonly name: string,
    private readonly onMessage: (message: From) => void,
    private readonly onLost: () => void,
  ) {
    script.then(
      (url) => this.start(url),
      () => undefined, // the engine fails with the reason
    );
  }

  post(message: To): void {
    if (this.worker) this.worker.postMessage(message);
    else this.early.push(message);
  }

  /** Ends it at once; nothing more is heard of it. */
  terminate(): void {
    this.ended = true;
    this.early = [];
    this.worker?.terminate();
  }

  private start(url: string): void {
    if (this.ended) return;
    const worker = new Worker(url, { type: 'module', name: this.name });
    const lost = () => {
      if (!this.ended) this.onLost();
    };
    worker.onmessage = (event: MessageEvent<From>) => {
      if (!this.ended) this.onMessage(event.data);
    };
    worker.onerror = (event) => {
      event.preventDefault(); // its words would reach the console, and may quote a file
      lost();
    };
    worker.onmessageerror = lost;
    this.worker = worker;
    for (const message of this.early.splice(0)) worker.postMessage(message);
  }
}
