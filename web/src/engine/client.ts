/**
 * The engine as the page sees it: start it once, call it, abort what is no longer wanted.
 *
 *     const engine = new Engine();
 *     engine.addEventListener('change', () => draw(engine.state, engine.loaded, engine.total, engine.refusal));
 *     const result = await engine.scan(signal, file);
 *
 * Calls may be made at once; they wait until their worker is ready.
 */
import './doors';
import { sampleSize, workerUrl } from './build-info';
import { download, DownloadError, type Download } from './download';
import { EngineError, Lane } from './lane';
import type { Refusal, Role } from './messages';
import { Requests } from './requests';
import { unpackSample, type PathFile } from './sample';
import type { CasePlan, Facts, Frame, Reason, ScanResult, TagRow, WriteRequest, WriteResult } from './types';

export { EngineError, type PathFile, type Refusal, type Requests };
export type { SeenRequest } from './requests';

/**
 * `loading`: its files are on their way. `starting`: its workers start. `ready`: it is whole, and from now on the page makes
 * no request. `failed`: it will not work, `refusal` says why.
 */
export type EngineState = 'loading' | 'starting' | 'ready' | 'failed';

const UNREADABLE: Reason = {
  code: 'unreadable',
  sentence: 'The file can no longer be read. It was moved, deleted or changed after it was added: add it again.',
};
const BROKEN: Reason = {
  code: 'engine-error',
  sentence: 'The engine stumbled over this file, so nothing of it is taken away. The other files are not affected.',
};

export interface EngineOptions {
  /** The folder that the page was loaded from. */
  base?: string;
  bootTimeout?: number;
  grace?: number;
}

export class Engine extends EventTarget {
  state: EngineState = 'loading';
  /** Bytes of the engine that have arrived, and bytes in all. */
  loaded = 0;
  total = 0;
  /** Why the engine does not work, once `state` is `failed`. */
  refusal: Refusal | null = null;
  /** Milliseconds that each role's first start took. */
  readonly startedIn: Partial<Record<Role, number>> = {};
  /** The count on the screen. */
  readonly requests = new Requests();
  /** Resolves when both workers are ready; rejects with a `Refusal`. */
  readonly ready: Promise<void>;

  private readonly base: string;
  private readonly bytes: Promise<Download>;
  private readonly header: Promise<Lane>;
  private readonly pixel: Promise<Lane>;

  constructor(options: EngineOptions = {}) {
    super();
    this.base = options.base ?? document.baseURI;
    this.bytes = download(this.base, (loaded, total) => {
      [this.loaded, this.total] = [loaded, total];
      this.changed();
    });
    const lane = (role: Role, bytes: Download) =>
      new Lane({
        role,
        engine: bytes.engine,
        workerUrl: new URL(workerUrl(), this.base),
        bootTimeout: options.bootTimeout ?? 60_000,
        grace: options.grace ?? 250,
        onRequests: (requests) => this.requests.add(requests),
      });
    this.header = this.bytes.then((bytes) => lane('header', bytes));
    // The second start would only slow the first one down: files are scanned before any is shown.
    this.pixel = this.header.then(async (header) => {
      await header.ready;
      return lane('pixel', await this.bytes);
    });
    this.ready = this.start();
    for (const promise of [this.ready, this.bytes, this.header, this.pixel]) promise.catch(() => undefined);
  }

  scan(signal: AbortSignal | undefined, file: File): Promise<ScanResult> {
    return this.orQuarantine(this.call<ScanResult>(this.header, signal, 'scan', [file]));
  }

  plan(signal: AbortSignal | undefined, facts: Record<string, Facts>, key: string): Promise<CasePlan> {
    return this.call(this.header, signal, 'plan', [JSON.stringify(facts), key]);
  }

  write(signal: AbortSignal | undefined, file: File, request: WriteRequest): Promise<WriteResult> {
    const lane = request.redactions.length > 0 ? this.pixel : this.header;
    return this.orQuarantine(this.call<WriteResult>(lane, signal, 'write', [file, JSON.stringify(request)]));
  }

  tags(signal: AbortSignal | undefined, file: File, request: WriteRequest): Promise<TagRow[]> {
    return this.call(this.header, signal, 'tags', [file, JSON.stringify(request)]);
  }

  /** Hex of the SHA-256. Rejects with code `unreadable` when a source behind the Blob has changed. */
  digest(signal: AbortSignal | undefined, blob: Blob): Promise<string> {
    return this.call(this.header, signal, 'digest', [blob]);
  }

  frame(signal: AbortSignal | undefined, candidate: Blob, index: number): Promise<Frame> {
    return this.call(this.pixel, signal, 'frame', [candidate, index]);
  }

  /** The invented case that ships with the page; no request. */
  async sampleCase(): Promise<PathFile[]> {
    return unpackSample((await this.bytes).sample);
  }

  private async start(): Promise<void> {
    this.total = sampleSize();
    try {
      const header = await this.header;
      this.become('starting');
      this.startedIn.header = await header.ready;
      this.startedIn.pixel = await (await this.pixel).ready;
      this.requests.startCounting();
      this.become('ready');
    } catch (error) {
      this.refusal = refusalOf(error);
      this.become('failed');
      throw this.refusal;
    }
  }

  private become(state: EngineState): void {
    this.state = state;
    this.changed();
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }

  private async call<T>(lane: Promise<Lane>, signal: AbortSignal | undefined, method: string, args: unknown[]): Promise<T> {
    const ready = await lane.catch(() => {
      throw new EngineError('stopped');
    });
    return ready.call<T>(signal, method, args);
  }

  /** A file that fails is quarantined; it never stops the others. An abort and a dead engine concern no file. */
  private async orQuarantine<T>(result: Promise<T>): Promise<T | ({ outcome: 'quarantined' } & Reason)> {
    try {
      return await result;
    } catch (error) {
      if (!(error instanceof EngineError) || error.code === 'stopped') throw error;
      return { outcome: 'quarantined', ...(error.code === 'unreadable' ? UNREADABLE : BROKEN) };
    }
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof DownloadError) return error.refusal;
  if (error && typeof error === 'object' && 'sentence' in error) return error as Refusal;
  return { code: 'boot-failed', sentence: 'The engine did not start. Reload the page, or try another browser.' };
}
