/** Fetches the engine once, as bytes that the page keeps: every worker, also one that replaces another, starts from them. */
import { engineFiles, sampleSize, type EngineFile } from './build-info';
import { sha256OfBytes } from './digest';
import type { EngineBytes, Refusal } from './messages';

const WASM = 'pyodide.asm.wasm';

export class DownloadError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

export interface Download {
  /** What the header worker starts from; the first to arrive. */
  header: Promise<EngineBytes>;
  /** All of it, for the pixel worker. */
  pixel: Promise<EngineBytes>;
  /** The sample case, still packed (sample.ts). */
  sample: Promise<Blob>;
}

/**
 * Calls `progress` with bytes so far and bytes in all, as they lie on the site's disk. What the header worker needs comes first:
 * files can be scanned while the rest is on its way.
 */
export function download(base: string, progress: (loaded: number, total: number) => void): Download {
  const total = Object.values(engineFiles).reduce((sum, file) => sum + file.size, sampleSize());
  let loaded = 0;
  const get = (path: string) => fetched(new URL(path, base), (bytes) => progress((loaded += bytes), total));
  const getAll = async (needed: (file: EngineFile) => boolean) => {
    const names = Object.entries(engineFiles).filter(([name, file]) => name !== WASM && needed(file));
    return Object.fromEntries(await Promise.all(names.map(async ([name]) => [name, await get(`pyodide/${name}`)] as const)));
  };

  const wasm = get(`pyodide/${WASM}`).then(compiled);
  const first = getAll((file) => file.header);
  const arrived = Promise.all([wasm, first]);
  const sample = arrived.then(() => get('sample.bin'));
  const rest = arrived.then(() => getAll((file) => !file.header));
  const result = {
    header: arrived.then(([wasm, files]) => ({ wasm, files })),
    pixel: Promise.all([arrived, rest]).then(([[wasm, files], more]) => ({ wasm, files: { ...files, ...more } })),
    sample,
  };
  // Whoever waits for one of them hears of a failure; the others need not be waited for.
  for (const promise of Object.values(result)) promise.catch(() => undefined);
  return result;
}

async function fetched(url: URL, count: (bytes: number) => void): Promise<Blob> {
  const name = url.pathname.split('/').pop() ?? '';
  try {
    const answer = await fetch(url, { credentials: 'same-origin' });
    if (!answer.ok || !answer.body) throw new Error(`the server answered ${answer.status}`);
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
      sentence: `${name}, a part of the engine, could not be loaded (${(error as Error).message}). Check the connection and reload the page.`,
    });
  }
}

async function compiled(blob: Blob): Promise<WebAssembly.Module> {
  const bytes = await blob.arrayBuffer();
  if ((await sha256OfBytes(bytes)) !== engineFiles[WASM]?.sha256) {
    throw new DownloadError({
      code: 'wrong-file',
      sentence: `The engine file ${WASM} is not the one that this page was built with. Reload the page; if it stays so, tell whoever runs this site.`,
    });
  }
  return WebAssembly.compile(bytes);
}
