/** What build.py knows and the page must: esbuild puts the values in the place of these names. */

export interface EngineFile {
  size: number;
  /** Hex of the SHA-256 that the file had when this page was built. */
  sha256: string;
  /** True when the header worker needs it too; the pixel worker needs every file. */
  header: boolean;
  /** True when only a site with extensions needs it. */
  extra: boolean;
}

declare const ENGINE_FILES: Record<string, EngineFile>;
declare const WORKER_FILES: Record<string, { size: number; sha256: string }>;
declare const SAMPLE_SIZE: number;

/** The files of the engine under `pyodide/`, by name. */
export const engineFiles: Readonly<Record<string, EngineFile>> = ENGINE_FILES;

/** The scripts of workers, by name; a function, since only the page's bundle has them. */
export const workerFiles = (): Readonly<typeof WORKER_FILES> => WORKER_FILES;

/** Bytes of `sample.bin`. */
export const sampleSize = (): number => SAMPLE_SIZE;
