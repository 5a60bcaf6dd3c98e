/** Fetches the engine once, as bytes that the page keeps: every worker, also one that replaces another, starts from them. */
import type { Extension } from '../config/types';
import { engineFiles, sampleSize, workerFiles, type EngineFile } from './build-info';
import { say } from '../words';
import { sha256OfBytes } from './digest';
import { DownloadError } from './errors';
import type { EngineBytes } from './messages';

const WASM = 'pyodide.asm.wasm';

export interface Download {
  /** What the header worker starts from; the first to arrive. */
  header: Promise<EngineBytes>;
  /** All of it, for the pixel worker. */
  pixel: Promise<EngineBytes>;
  /** The sample case, still packed (sample.ts). */
  sample: Promise<Blob>;
  /** Object URLs of the workers' scripts, by name: see `workerScript`. */
  scripts: Readonly<Record<string, Promise<string>>>;
}

/**
 * Calls `progress` with bytes so far and bytes in all, as they lie on the site's disk. What the header worker needs comes first:
 * files can be scanned while the rest is on its way.
 */
export function download(
  base: string,
  extensions: Promise<readonly Extension[]>,
  progress: (loaded: number, total: number) => void,
): Download {
  const files = [...Object.values(engineFiles).filter((file) => !file.extra), ...Object.values(workerFiles())];
  const total = files.reduce((sum, file) => sum + file.size, sampleSize());
  let loaded = 0;
  const get = (path: string) => fetched(new URL(path, base), (bytes) => progress((loaded += bytes), total));
  const getAll = async (needed: (file: EngineFile) => boolean) => {
    const names = Object.entries(engineFiles).filter(([name, file]) => name !== WASM && needed(file));
    return Object.fromEntries(await Promise.all(names.map(async ([name]) => [name, await get(`pyodide/${name}`)] as const)));
  };

  const scripts = Object.fromEntries(
    Object.entries(workerFiles()).map(([name, { sha256 }]) => {
      // The address carries the hash, so that a browser may keep the file for ever.
      return [name, get(`${name}?v=${sha256.slice(0, 16)}`).then((blob) => workerScript(name, blob, sha256))];
    }),
  );
  const wasm = get(`pyodide/${WASM}`).then(compiled);
  const first = getAll((file) => file.header);
  const site = extensions.then(async (list) => ({
    files: list.length > 0 ? await getAll((file) => file.extra) : {},
    extensions: await Promise.all(
      list.map(async ({ wheel, sha256 }) => ({ name: wheel.split('/').pop()!, sha256, blob: await get(wheel) })),
    ),
  }));
  // Without its configuration nothing of the page may start.
  const arrived = Promise.all([wasm, first, site]).then(([wasm, files, site]) => ({
    wasm,
    files: { ...files, ...site.files },
    extensions: site.extensions,
  }));
  const sample = arrived.then(() => get('sample.bin'));
  const rest = arrived.then(() => getAll((file) => !file.header && !file.extra));
  const result = {
    header: arrived,
    pixel: Promise.all([arrived, rest]).then(([first, more]) => ({ ...first, files: { ...first.files, ...more } })),
    sample,
    scripts,
  };
  // Whoever waits for one of them hears of a failure; the others need not be waited for.
  for (const promise of [result.header, result.pixel, sample, ...Object.values(scripts)]) promise.catch(() => undefined);
  return result;
}

async function fetched(url: URL, count: (bytes: number) => void): Promise<Blob> {
  const name = url.pathname.split('/').pop() ?? '';
  try {
    const answer = await fetch(url, { credentials: 'same-origin' });
    if (!answer.ok || !answer.body) throw new Error(say('server-answered', { status: String(answer.status) }));
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const reader = answer.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new Blob(parts);
      parts.push(value);
      count(value.length);
    }
  } catch (error) {
    throw new DownloadError({
      code: 'download',
      sentence: say('refusal-download', { file: name, reason: (error as Error).message }),
    });
  }
}

async function checked(name: string, blob: Blob, sha256: string | undefined): Promise<ArrayBuffer> {
  const bytes = await blob.arrayBuffer();
  if ((await sha256OfBytes(bytes)) === sha256) return bytes;
  throw new DownloadError({ code: 'wrong-file', sentence: say('refusal-wrong-file', { file: name }) });
}

async function compiled(blob: Blob): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await checked(WASM, blob, engineFiles[WASM]?.sha256));
}

/** The object URL from which a worker starts (held-worker.ts); it stays valid as long as the page. */
async function workerScript(name: string, blob: Blob, sha256: string): Promise<string> {
  return URL.createObjectURL(new Blob([await checked(name, blob, sha256)], { type: 'text/javascript' }));
}
