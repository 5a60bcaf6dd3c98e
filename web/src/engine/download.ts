/** Fetches the engine once, as bytes that the page keeps: every worker, also one that replaces another, starts from them. */
import { engineFiles, sampleSize } from './build-info';
import { sha256 } from './digest';
import type { EngineBytes, Refusal } from './messages';

export class DownloadError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

export interface Download {
  engine: EngineBytes;
  /** The sample case, still packed (sample.ts). */
  sample: Blob;
}

/** Calls `progress` with bytes so far and bytes in all. Both count bytes as they lie on the disk of the site. */
export async function download(base: string, progress: (loaded: number, total: number) => void): Promise<Download> {
  const names = Object.keys(engineFiles).filter((name) => name !== 'pyodide.asm.wasm');
  const total = Object.values(engineFiles).reduce((sum, file) => sum + file.size, sampleSize());
  let loaded = 0;
  const count = (bytes: number) => progress((loaded += bytes), total);

  const [wasm, sample, ...blobs] = await Promise.all([
    fetched(new URL('pyodide/pyodide.asm.wasm', base), count).then(compiled),
    fetched(new URL('sample.bin', base), count),
    ...names.map((name) => fetched(new URL(`pyodide/${name}`, base), count)),
  ]);
  const files = Object.fromEntries(names.map((name, index) => [name, blobs[index] as Blob]));
  return { engine: { files, wasm }, sample };
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
  const expected = engineFiles['pyodide.asm.wasm']?.sha256;
  const found = await sha256(blob);
  if (found !== expected) {
    throw new DownloadError({
      code: 'wrong-file',
      sentence:
        'The engine file pyodide.asm.wasm is not the one that this page was built with. Reload the page; if it stays so, ' +
        'tell whoever runs this site.',
    });
  }
  return WebAssembly.compile(await blob.arrayBuffer());
}
