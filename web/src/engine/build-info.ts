/** What build.py knows and the page must: esbuild puts the values in the place of these names. */

export interface EngineFile {
  size: number;
  /** Hex of the SHA-256 that the file had when this page was built. */
  sha256: string;
  /** True when the header worker needs it too; the pixel worker needs every file. */
  header: boolean;
}

declare const ENGINE_FILES: Record<string, EngineFile>;
declare const WORKER_URL: string;
declare const SAMPLE_SIZE: number;

/** The files of the engine under `pyodide/`, by name. */
export const engineFiles: Readonly<Record<string, EngineFile>> = ENGINE_FILES;

/** Address of the engine's worker relative to the page; a function, since only the page's bundle has it. */
export const workerUrl = (): string => WORKER_URL;

/** Bytes of `sample.bin`. */
export const sampleSize = (): number => SAMPLE_SIZE;
