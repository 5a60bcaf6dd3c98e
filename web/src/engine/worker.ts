/**
 * One engine worker: Python in WebAssembly with the package `curtain`.
 *
 * It starts from bytes that the page hands it, refuses any that are not those the page was built with, proves that the policy
 * holds in it, and only then takes files. Nothing that Python prints or raises leaves it: either may quote a file.
 */
import { loadPyodide } from 'pyodide';
import createPyodideModule from 'pyodide/pyodide.asm.mjs';
import { engineFiles } from './build-info';
import { sha256, sha256OfBytes, Unreadable } from './digest';
import { installExtensions } from './extensions';
import type { EngineBytes, FailureCode, FromWorker, Role, ToWorker, WorkerRefusal } from './messages';
import { policyHolds, type WorkerScope } from './policy';
import { watchRequests } from './requests';

type Python = Awaited<ReturnType<typeof loadPyodide>>;
type PyModule = Record<string, (...args: unknown[]) => unknown> & { destroy(): void };

const scope = self as unknown as WorkerScope;
const say = (message: FromWorker, transfer: Transferable[] = []) => scope.postMessage(message, transfer);
const silent = () => undefined;

class Refused extends Error {
  constructor(readonly refusal: WorkerRefusal) {
    super(refusal.why);
  }
}

/** Answers Pyodide's requests from the page's bytes, each checked by its SHA-256. There is no other way out of this worker. */
class HeldFiles {
  /** Pyodide swallows or rewords what a request throws; the reason must reach the person as it was given. */
  refusal: Refused | null = null;

  constructor(
    private readonly base: string,
    private readonly files: Record<string, Blob>,
  ) {}

  readonly fetch = async (input: RequestInfo | URL): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    const name = url.startsWith(this.base) ? url.slice(this.base.length) : '';
    // Its module was compiled by the page; Pyodide only wants some answer.
    if (name === 'pyodide.asm.wasm') return new Response();
    const blob = this.files[name];
    if (!blob) throw new TypeError('This worker makes no requests.');
    const expected = engineFiles[name]?.sha256;
    const bytes = await blob.arrayBuffer();
    const found = await sha256OfBytes(bytes);
    if (found === expected) return new Response(bytes);
    this.refusal ??= new Refused({
      why: 'wrong-file',
      file: name,
      found: found.slice(0, 12),
      expected: String(expected).slice(0, 12),
    });
    throw this.refusal;
  };
}

/** Pyodide would compile its WebAssembly in each worker anew; the page did it once for all. */
async function withModule<T>(wasm: WebAssembly.Module, start: () => Promise<T>): Promise<T> {
  const original = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (_source, imports) => ({
    module: wasm,
    instance: await WebAssembly.instantiate(wasm, imports),
  });
  try {
    return await start();
  } finally {
    WebAssembly.instantiateStreaming = original;
  }
}

/** `loadPackage` does not throw when a package is refused: it tells a callback. One word there and the worker does not start. */
async function loadPackages(python: Python, names: string[]): Promise<void> {
  const problems: string[] = [];
  await python.loadPackage(names, {
    messageCallback: silent,
    errorCallback: (problem) => problems.push(problem),
  });
  const missing = names.filter((name) => !(name in python.loadedPackages));
  if (problems.length > 0 || missing.length > 0) {
    throw new Error(`packages did not load: ${[...missing, ...problems].join('; ')}`);
  }
}

async function boot(role: Role, base: string, engine: EngineBytes): Promise<PyModule> {
  const held = new HeldFiles(base, engine.files);
  scope.fetch = held.fetch;
  try {
    const lock = await (await scope.fetch(`${base}pyodide-lock.json`)).text();
    const python = await withModule(engine.wasm, () =>
      loadPyodide({
        indexURL: base,
        packageBaseUrl: base,
        lockFileContents: lock,
        createPyodideModule,
        stdout: silent,
        stderr: silent,
      } as Parameters<typeof loadPyodide>[0]),
    );
    if (role === 'pixel') {
      // pydicom looks for numpy once, when it is imported.
      await loadPackages(python, ['numpy', 'imagecodecs']);
      python.runPython('import numpy');
    }
    await loadPackages(python, ['pydicom', 'curtain']);
    if (engine.extensions.length > 0) await loadPackages(python, ['micropip']);
    const refusal = await installExtensions(python, engine.extensions);
    if (refusal) throw new Refused(refusal);
    heap = () => (python as unknown as { _module: { HEAPU8: Uint8Array } })._module.HEAPU8.byteLength;
    const module = python.pyimport('curtain.browser') as PyModule;
    module.on_progress!(progress);
    return module;
  } catch (error) {
    throw held.refusal ?? error;
  } finally {
    scope.fetch = () => Promise.reject(new TypeError('This worker makes no requests.'));
  }
}

/** The typed arrays of numpy's types; the page draws from them directly. */
const ARRAYS: Record<string, new (buffer: ArrayBuffer) => ArrayBufferView> = {
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float32: Float32Array,
};

/** A frame of another number of samples than its rows and columns say would be drawn as another image. */
function checkShape({ kind, rows, columns, data }: Record<string, unknown>): void {
  const samples = Number(rows) * Number(columns) * (kind === 'rgb' ? 3 : 1);
  if ((data as Uint8Array).length !== samples) throw new CannotShow();
}

/** What `curtain.browser` answers to `write` and `frame`. The bytes are copies outside of Python's memory. */
interface Binary {
  json: string;
  blob?: Blob;
  /** All of a small blob, as it was checked. */
  bytes?: ArrayBuffer | null;
  data?: Uint8Array<ArrayBuffer>;
  lut?: Uint8Array<ArrayBuffer> | null;
}

/** A frame that cannot be shown: the engine's sentence, if there is one, says why and quotes nothing of the file. */
class CannotShow extends Error {
  constructor(readonly sentence?: string) {
    super('cannot-show');
  }
}

/** An answer of `curtain.browser` as the page has it (types.ts), and the buffers that change hands with it. */
async function understood(answer: string | Binary): Promise<{ value: unknown; transfer: Transferable[] }> {
  if (typeof answer === 'string') return { value: JSON.parse(answer), transfer: [] };
  const value = JSON.parse(answer.json) as Record<string, unknown> & { voiLut?: object; dtype?: string; error?: string };
  if (value.error !== undefined) throw new CannotShow(value.error);
  const transfer: Transferable[] = [];
  if (answer.blob) {
    value.candidate = answer.blob;
    // Another call for each of 20,000 small candidates would cost more than their digests.
    value.digest = answer.bytes ? await sha256OfBytes(answer.bytes) : null;
  }
  if (answer.data) {
    const Numbers = ARRAYS[value.dtype ?? ''];
    if (!Numbers) throw new Error('no such type of samples');
    value.data = new Numbers(answer.data.buffer);
    delete value.dtype;
    checkShape(value);
    transfer.push(answer.data.buffer);
  }
  if (answer.lut) {
    value.voiLut = { ...value.voiLut, values: answer.lut };
    transfer.push(answer.lut.buffer);
  }
  return { value, transfer };
}

/** Python takes objects as JSON. */
const asText = (given: unknown) => (given?.constructor === Object ? JSON.stringify(given) : given);

const METHODS = new Set([
  'scan', 'plan', 'write', 'tags', 'frame', 'unchanging', 'rules', 'report', 'untouched', 'crosswalk', 'survey', 'fold', 'judge',
  'find_attributes', 'check_override', 'profile_text', 'import_script', 'read_boxes', 'picture', 'identifying',
]);
let engine: PyModule | null = null;
let heap = () => 0;
let booting = false;

const SAY_EVERY = 250;
let said = 0;

/** The page takes a worker for hanging that says nothing while it is at a call. */
function progress(): void {
  const now = performance.now();
  if (now - said < SAY_EVERY) return;
  said = now;
  say({ kind: 'progress' });
}

async function start({ role, base, engine: bytes }: Extract<ToWorker, { kind: 'boot' }>): Promise<void> {
  const started = performance.now();
  try {
    if (!(await policyHolds(scope))) throw new Refused({ why: 'policy' });
    engine = await boot(role, new URL('pyodide/', base).href, bytes);
    say({ kind: 'ready', milliseconds: performance.now() - started });
  } catch (error) {
    say({
      kind: 'refused',
      refusal: error instanceof Refused ? error.refusal : { why: 'broken-start', words: String(error).slice(0, 400) },
    });
  }
}

/** Python's own exceptions leave the interpreter sound; anything else (a trap) may not, and memory that is full stays full. */
function codeOf(error: unknown): FailureCode {
  if (error instanceof Unreadable) return 'unreadable';
  const { name, type } = (error ?? {}) as { name?: string; type?: string };
  return name === 'PythonError' && type !== 'MemoryError' ? 'engine-error' : 'worker-died';
}

async function answer(id: number, method: string, args: unknown[]): Promise<void> {
  try {
    if (!engine) throw new Error('not started');
    if (method === 'digest') {
      say({ kind: 'answer', id, value: await sha256(args[0] as Blob, progress), heap: heap() });
      return;
    }
    if (!METHODS.has(method)) throw new Error('no such method');
    const { value, transfer } = await understood(engine[method]!(...args.map(asText)) as string | Binary);
    say({ kind: 'answer', id, value, heap: heap() }, transfer);
  } catch (error) {
    if (error instanceof CannotShow) {
      say({ kind: 'failed', id, code: 'cannot-show', sentence: error.sentence, heap: heap() });
      return;
    }
    say({ kind: 'failed', id, code: codeOf(error), heap: heap() });
  }
}

watchRequests('worker', (requests) => say({ kind: 'requests', requests }));

scope.onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.kind === 'boot' && !booting) {
    booting = true;
    void start(message);
  } else if (message.kind === 'call') {
    void answer(message.id, message.method, message.args);
  }
};
