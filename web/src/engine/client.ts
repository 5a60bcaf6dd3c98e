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
import type { Extension } from '../config/types';
import { download, type Download } from './download';
import { EngineError, refusalOf, type Refusal } from './errors';
import type { EngineBytes, Role } from './messages';
import { Pool } from './pool';
import { Requests } from './requests';
import { unpackSample, type PathFile } from './sample';
import type {
  CasePlan, CheckedOverride, CrosswalkRequest, Facts, FoundAttribute, Frame, Imported, JudgeRequest, Judged,
  Profile, Proposal, ReadBoxes, Reason, RedactionRecord, ReportRequest, Rules, ScanResult, SiteRules, Strategy, Survey, SurveyPart,
  TagRow, TextsRequest, WriteRequest, WriteResult,
} from './types';

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
  /** What the site adds. A rejection with a `Refusal` keeps the engine from starting. */
  extensions?: Promise<readonly Extension[]>;
  grace?: number;
  /** As in `Start`, for both roles. */
  patience?: number;
  /** How many header workers. */
  workers?: number;
  /** As in `PoolOptions`, for both roles. */
  heapLimit?: number;
}

const MB = 2 ** 20;
/** Read without a pause a file gives signs of life all the time; only a codec may be at one huge frame for a while. */
const PATIENCE = { header: 30_000, pixel: 60_000 };
// A header worker starts with 36; what is larger has served a whole case (the plan of 20,000 files takes 63) or an odd file.
const HEAP_LIMIT = { header: 56 * MB, pixel: 1024 * MB };
/** Each takes 80 MB or more: tabs of other programs with a worker for every core ran out of memory. */
const MOST_WORKERS = 8;

/** How many workers of each role this computer bears. */
function sizes(cores = navigator.hardwareConcurrency || 2): Record<Role, number> {
  return { header: Math.min(Math.max(cores, 1), MOST_WORKERS), pixel: cores >= 4 ? 2 : 1 };
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

  private readonly header: Pool;
  private readonly pixel: Pool;
  private readonly sample: Promise<Blob>;
  private readonly scripts: Download['scripts'];

  constructor(options: EngineOptions = {}) {
    super();
    const base = options.base ?? document.baseURI;
    const extensions = options.extensions ?? Promise.resolve([]);
    const bytes = download(base, extensions, (loaded, total) => {
      [this.loaded, this.total] = [loaded, total];
      this.changed();
    });
    const { header: headers, pixel: pixels } = sizes();
    const pool = (role: Role, size: number, engine: Promise<EngineBytes>) =>
      new Pool({
        role,
        size,
        engine,
        script: bytes.scripts['worker.js']!,
        base,
        bootTimeout: options.bootTimeout ?? 60_000,
        patience: options.patience ?? PATIENCE[role],
        heapLimit: options.heapLimit ?? HEAP_LIMIT[role],
        grace: options.grace ?? 250,
        onRefused: (refusal) => this.fail(refusal),
        onRequests: (requests) => this.requests.add(requests),
      });
    this.sample = bytes.sample;
    this.scripts = bytes.scripts;
    this.header = pool('header', options.workers ?? headers, bytes.header);
    // The second start would only slow the first one down: files are scanned before any is shown.
    this.pixel = pool('pixel', pixels, this.header.ready.then(() => bytes.pixel));
    this.ready = this.start(bytes.header);
    this.ready.catch(() => undefined);
  }

  /** How many header workers there are or will be; with twice as many calls under way none of them waits for the page. */
  get workers(): number {
    return this.header.size;
  }

  scan(signal: AbortSignal | undefined, file: File): Promise<ScanResult> {
    return this.orQuarantine(this.header.call<ScanResult>(signal, 'scan', [file]));
  }

  plan(signal: AbortSignal | undefined, facts: Record<string, Facts>, key: string): Promise<CasePlan> {
    // As they are: the text of 20,000 files would stay in the page's memory for minutes.
    return this.header.call(signal, 'plan', [facts, key]);
  }

  async write(signal: AbortSignal | undefined, file: File, request: WriteRequest): Promise<WriteResult> {
    const by = (pool: Pool) => this.orQuarantine(pool.call<WriteResult>(signal, 'write', [file, JSON.stringify(request)]));
    const result = await by(this.writer(request));
    // Some compressed frames can only be looked through where the codecs are.
    return result.outcome === 'quarantined' && result.code === 'cannot-look' ? by(this.pixel) : result;
  }

  tags(signal: AbortSignal | undefined, file: File, request: WriteRequest, first = true): Promise<TagRow[]> {
    return this.writer(request).call(signal, 'tags', [file, JSON.stringify(request)], first);
  }

  survey(signal: AbortSignal | undefined, files: File[], requests: WriteRequest[]): Promise<SurveyPart> {
    return this.header.call(signal, 'survey', [files, JSON.stringify(requests)]);
  }

  fold(signal: AbortSignal | undefined, parts: SurveyPart[]): Promise<{ part: SurveyPart; shown: Survey }> {
    return this.header.call(signal, 'fold', [JSON.stringify(parts)]);
  }

  judge(request: JudgeRequest): Promise<Judged> {
    return this.header.call(undefined, 'judge', [JSON.stringify(request)], true);
  }

  /** Redactions and crops need the codecs; everything else is the work of a header worker. */
  private writer(request: WriteRequest): Pool {
    return request.redactions.length > 0 || request.crop ? this.pixel : this.header;
  }

  readBoxes(text: string): Promise<ReadBoxes> {
    return this.pixel.call(undefined, 'read_boxes', [text], true);
  }

  /** Hex of the SHA-256. Rejects with code `unreadable` when a source behind the Blob has changed. */
  digest(signal: AbortSignal | undefined, blob: Blob): Promise<string> {
    return this.header.call(signal, 'digest', [blob]);
  }

  rules(site?: SiteRules): Promise<Rules> {
    return this.header.call(undefined, 'rules', [JSON.stringify(site ?? {})]);
  }

  checkOverride(path: string, value: Strategy, site: SiteRules, only = false): Promise<CheckedOverride> {
    return this.header.call(undefined, 'check_override', [path, JSON.stringify(value), JSON.stringify(site), only], true);
  }

  profileText(profile: Profile): Promise<string> {
    return this.header.call(undefined, 'profile_text', [JSON.stringify(profile)], true);
  }

  importScript(signal: AbortSignal | undefined, files: readonly File[], site: SiteRules, ctpHashes: boolean): Promise<Imported> {
    return this.header.call(signal, 'import_script', [files, JSON.stringify(site), ctpHashes], true);
  }

  findAttributes(query: string, profile: Profile): Promise<FoundAttribute[]> {
    return this.header.call(undefined, 'find_attributes', [query, JSON.stringify(profile)]);
  }

  async untouched(signal: AbortSignal | undefined, blob: Blob, told: RedactionRecord): Promise<Blob> {
    const { candidate } = await this.header.call<{ candidate: Blob }>(signal, 'untouched', [blob, JSON.stringify(told)]);
    return candidate;
  }

  report(signal: AbortSignal | undefined, request: ReportRequest): Promise<{ json: string; html: string }> {
    return this.header.call(signal, 'report', [JSON.stringify(request)]);
  }

  identifying(request: TextsRequest): Promise<boolean[]> {
    return this.header.call(undefined, 'identifying', [JSON.stringify(request)], true);
  }

  crosswalk(signal: AbortSignal | undefined, request: CrosswalkRequest): Promise<string> {
    return this.header.call(signal, 'crosswalk', [JSON.stringify(request)]);
  }

  /** Rejects with an `EngineError` whose `sentence` says why where the frame cannot be shown. */
  frame(signal: AbortSignal | undefined, candidate: Blob, index: number, name: string): Promise<Frame> {
    return this.pixel.call(signal, 'frame', [candidate, index, name]);
  }

  /** Rejects as `frame` does. */
  async unchanging(signal: AbortSignal | undefined, candidate: Blob): Promise<Proposal[]> {
    return (await this.pixel.call<{ proposals: Proposal[] }>(signal, 'unchanging', [candidate])).proposals;
  }

  /** Rejects with an `EngineError` whose `sentence` says why where the picture cannot be used. */
  async picture(signal: AbortSignal | undefined, picture: File, into: File): Promise<Blob> {
    return (await this.pixel.call<{ candidate: Blob }>(signal, 'picture', [picture, into])).candidate;
  }

  /** Object URL of a worker's script that came with the engine; a worker started from it is under the policy of the page. */
  script(name: string): Promise<string> {
    return this.scripts[name] ?? Promise.reject(new Error(`no worker ${name}`));
  }

  /** The invented case that ships with the page; no request. */
  async sampleCase(): Promise<PathFile[]> {
    return unpackSample(await this.sample);
  }

  /** For a new case: no call of the last one goes on, and what Python read of it is gone with its workers. */
  renew(): void {
    this.header.renew();
    this.pixel.renew();
  }

  /** While workers have nothing to do and something else needs the memory; the next call wakes them. */
  rest(...roles: Role[]): void {
    for (const role of roles) this[role].rest();
  }

  private async start(arrived: Promise<EngineBytes>): Promise<void> {
    try {
      await arrived;
      this.become('starting');
      this.startedIn.header = await this.header.ready;
      this.startedIn.pixel = await this.pixel.ready;
      await Promise.all([this.sample, ...Object.values(this.scripts)]);
      // A worker that replaced another may have refused meanwhile.
      if (this.refusal) throw this.refusal;
      this.requests.startCounting();
      this.become('ready');
      this.header.grow();
      this.pixel.grow();
    } catch (error) {
      throw this.fail(refusalOf(error));
    }
  }

  /** For good: also when a worker that replaces another refuses, long after the start. The first reason stays. */
  private fail(refusal: Refusal): Refusal {
    if (this.refusal) return this.refusal;
    this.refusal = refusal;
    this.header.stop();
    this.pixel.stop();
    this.become('failed');
    return refusal;
  }

  private become(state: EngineState): void {
    if (this.state === 'failed') return; // whatever arrives later
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
