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
import { workerUrl } from './build-info';
import { download } from './download';
import { EngineError, Lane, refusalOf } from './lane';
import type { EngineBytes, Refusal, Role } from './messages';
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

  private readonly header: Lane;
  private readonly pixel: Lane;
  private readonly sample: Promise<Blob>;

  constructor(options: EngineOptions = {}) {
    super();
    const base = options.base ?? document.baseURI;
    const bytes = download(base, (loaded, total) => {
      [this.loaded, this.total] = [loaded, total];
      this.changed();
    });
    const lane = (role: Role, engine: Promise<EngineBytes>) =>
      new Lane({
        role,
        engine,
        workerUrl: new URL(workerUrl(), base),
        bootTimeout: options.bootTimeout ?? 60_000,
        grace: options.grace ?? 250,
        onRequests: (requests) => this.requests.add(requests),
      });
    this.sample = bytes.sample;
    this.header = lane('header', bytes.header);
    // The second start would only slow the first one down: files are scanned before any is shown.
    this.pixel = lane('pixel', this.header.ready.then(() => bytes.pixel));
    this.ready = this.start(bytes.header);
    this.ready.catch(() => undefined);
  }

  scan(signal: AbortSignal | undefined, file: File): Promise<ScanResult> {
    return this.orQuarantine(this.header.call<ScanResult>(signal, 'scan', [file]));
  }

  plan(signal: AbortSignal | undefined, facts: Record<string, Facts>, key: string): Promise<CasePlan> {
    return this.header.call(signal, 'plan', [JSON.stringify(facts), key]);
  }

  write(signal: AbortSignal | undefined, file: File, request: WriteRequest): Promise<WriteResult> {
    return this.orQuarantine(this.writer(request).call<WriteResult>(signal, 'write', [file, JSON.stringify(request)]));
  }

  tags(signal: AbortSignal | undefined, file: File, request: WriteRequest): Promise<TagRow[]> {
    return this.writer(request).call(signal, 'tags', [file, JSON.stringify(request)]);
  }

  /** Redactions need the codecs; everything else is the work of a header worker. */
  private writer(request: WriteRequest): Lane {
    return request.redactions.length > 0 ? this.pixel : this.header;
  }

  /** Hex of the SHA-256. Rejects with code `unreadable` when a source behind the Blob has changed. */
  digest(signal: AbortSignal | undefined, blob: Blob): Promise<string> {
    return this.header.call(signal, 'digest', [blob]);
  }

  /** Rejects with an `EngineError` whose `sentence` says why where the frame cannot be shown. */
  frame(signal: AbortSignal | undefined, candidate: Blob, index: number): Promise<Frame> {
    return this.pixel.call(signal, 'frame', [candidate, index]);
  }

  /** The invented case that ships with the page; no request. */
  async sampleCase(): Promise<PathFile[]> {
    return unpackSample(await this.sample);
  }

  private async start(arrived: Promise<EngineBytes>): Promise<void> {
    try {
      await arrived;
      this.become('starting');
      this.startedIn.header = await this.header.ready;
      this.startedIn.pixel = await this.pixel.ready;
      await this.sample;
      this.requests.startCounting();
      this.become('ready');
    } catch (error) {
      this.refusal = refusalOf(error);
      this.header.stop();
      this.pixel.stop();
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

  /** A file that fails is quarantined; it never stops the others. An abort and a dead engine concern no file. */
  private async orQuarantine<T>(result: Promise<T>): Promise<T | ({ outcome: 'quarantined' } & Reason)> {
    try {
      return await result;
    } catch (error) {
      if (!(error instanceof EngineError) || error.code === 'stopped') throw error;
      return { outcome: 'quarantined', code: error.code, sentence: error.sentence };
    }
  }
}
