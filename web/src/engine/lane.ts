/**
 * One engine worker and the calls that wait for it.
 *
 * Calls go to the worker one at a time, so that an aborted call that still waits costs nothing. A call that is aborted while
 * the worker is at it gets a moment to end by itself; then the worker is terminated and a fresh one takes up the queue.
 */
import { DownloadError } from './download';
import type { EngineBytes, FailureCode, FromWorker, Refusal, Role, ToWorker } from './messages';
import type { SeenRequest } from './requests';

const SENTENCES: Record<FailureCode | 'stopped', string> = {
  'engine-error': 'The engine stumbled over this file, so nothing of it is taken away. The other files are not affected.',
  unreadable: 'The file can no longer be read. It was moved, deleted or changed after it was added: add it again.',
  'cannot-show': 'This image cannot be shown.',
  stopped: 'The engine is not running. Reload the page.',
};

/**
 * An answer that will not come: a stable code, and a sentence for the person. Carries no word of an exception, which may
 * quote a file.
 */
export class EngineError extends Error {
  constructor(
    readonly code: FailureCode | 'stopped',
    readonly sentence: string = SENTENCES[code],
  ) {
    super(code);
    this.name = 'EngineError';
  }
}

const NO_START: Refusal = {
  code: 'boot-failed',
  sentence: 'The engine did not start. Reload the page, or try another browser.',
};
const TOO_SLOW: Refusal = {
  code: 'boot-timeout',
  sentence: 'The engine did not start in time. Reload the page; if it stays so, try another browser.',
};

/** What may be shown of an error that kept the engine from starting. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof DownloadError) return error.refusal;
  return error && typeof error === 'object' && 'sentence' in error ? (error as Refusal) : NO_START;
}

interface Call {
  id: number;
  method: string;
  args: unknown[];
  signal: AbortSignal | undefined;
  onAbort: () => void;
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

export interface LaneOptions {
  role: Role;
  workerUrl: URL;
  /** The worker loads its script meanwhile. A rejection is for whoever asked for the bytes; the lane only ends. */
  engine: Promise<EngineBytes>;
  /** Milliseconds after which a worker that is not ready counts as failed: without its policy Pyodide never settles. */
  bootTimeout: number;
  /** Milliseconds that an aborted call may still run before its worker is terminated. */
  grace: number;
  onRequests(requests: SeenRequest[]): void;
}

let nextId = 1;

export class Lane {
  /** Resolves with the milliseconds that the first start took; rejects with the refusal. */
  readonly ready: Promise<number>;
  private settleReady!: { resolve(milliseconds: number): void; reject(refusal: Refusal): void };
  private worker: Worker | null = null;
  private booted = false;
  private refused: Refusal | null = null;
  private bootTimer = 0;
  private readonly queue: Call[] = [];
  private current: Call | null = null;

  constructor(private readonly options: LaneOptions) {
    this.ready = new Promise((resolve, reject) => {
      this.settleReady = { resolve, reject };
    });
    this.ready.catch(() => undefined); // whoever waits for it hears of it; nobody has to
    this.start();
  }

  /** Calls that wait or run. */
  get load(): number {
    return this.queue.length + (this.current ? 1 : 0);
  }

  call<T>(signal: AbortSignal | undefined, method: string, args: unknown[]): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (this.refused) return reject(new EngineError('stopped'));
      const call: Call = {
        id: nextId++,
        method,
        args,
        signal,
        onAbort: () => this.abort(call),
        resolve: resolve as (value: unknown) => void,
        reject,
      };
      signal?.addEventListener('abort', call.onAbort);
      this.queue.push(call);
      this.next();
    });
  }

  /** Ends the worker and every call. */
  stop(): void {
    this.refuse({ code: 'stopped', sentence: 'The engine was stopped.' });
  }

  private start(): void {
    const worker = new Worker(this.options.workerUrl, { type: 'module', name: `curtain ${this.options.role}` });
    this.worker = worker;
    this.booted = false;
    const mine = (handle: () => void) => () => {
      if (this.worker === worker) handle();
    };
    worker.onmessage = (event: MessageEvent<FromWorker>) => mine(() => this.hear(event.data))();
    worker.onerror = (event) => {
      event.preventDefault(); // its words would reach the console
      mine(() => this.died())();
    };
    worker.onmessageerror = mine(() => this.died());
    const { role, engine, bootTimeout } = this.options;
    engine.then(
      (bytes) =>
        mine(() => {
          this.bootTimer = window.setTimeout(mine(() => this.refuse(TOO_SLOW)), bootTimeout);
          this.post({ kind: 'boot', role, engine: bytes });
        })(),
      (error: unknown) => this.refuse(refusalOf(error)),
    );
  }

  private post(message: ToWorker): void {
    this.worker?.postMessage(message);
  }

  private hear(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        clearTimeout(this.bootTimer);
        this.booted = true;
        this.settleReady.resolve(message.milliseconds);
        this.next();
        break;
      case 'refused':
        this.refuse(message.refusal);
        break;
      case 'requests':
        this.options.onRequests(message.requests);
        break;
      case 'answer':
        this.take(message.id)?.resolve(message.value);
        this.next();
        break;
      case 'failed':
        this.take(message.id)?.reject(new EngineError(message.code, message.sentence));
        if (message.broken) this.restart();
        this.next();
        break;
    }
  }

  /** The call that the worker was at, now free of its signal. */
  private take(id: number): Call | null {
    const call = this.current;
    if (!call || call.id !== id) return null;
    this.current = null;
    call.signal?.removeEventListener('abort', call.onAbort);
    return call;
  }

  private next(): void {
    if (!this.booted || this.current) return;
    const call = this.queue.shift();
    if (!call) return;
    this.current = call;
    this.post({ kind: 'call', id: call.id, method: call.method, args: call.args });
  }

  private abort(call: Call): void {
    call.reject(call.signal?.reason);
    const waiting = this.queue.indexOf(call);
    if (waiting >= 0) {
      this.queue.splice(waiting, 1);
      return;
    }
    setTimeout(() => {
      if (this.current === call) this.restart();
    }, this.options.grace);
  }

  /** The worker is gone without an answer (out of memory, say): the call it was at fails, the others go on in a fresh one. */
  private died(): void {
    if (!this.booted) {
      this.refuse(NO_START);
      return;
    }
    this.current?.reject(new EngineError('engine-error'));
    this.restart();
  }

  private restart(): void {
    this.worker?.terminate();
    clearTimeout(this.bootTimer);
    if (this.current) this.take(this.current.id);
    this.start();
  }

  private refuse(refusal: Refusal): void {
    clearTimeout(this.bootTimer);
    this.worker?.terminate();
    this.worker = null;
    this.booted = false;
    this.refused = refusal;
    this.settleReady.reject(refusal);
    const lost = this.current ? [this.current, ...this.queue] : [...this.queue];
    this.current = null;
    this.queue.length = 0;
    for (const call of lost) {
      call.signal?.removeEventListener('abort', call.onAbort);
      call.reject(new EngineError('stopped'));
    }
  }
}
