/** A site's own rules: wheels that its config.json names, each with its SHA-256. Installed in every worker before it takes a file. */
import type { loadPyodide } from 'pyodide';
import { sha256OfBytes } from './digest';
import type { HeldExtension, WorkerRefusal } from './messages';

type Python = Awaited<ReturnType<typeof loadPyodide>>;

/** The group of entry points that are imported: each may register what it brings. */
const GROUP = 'curtain.extensions';

const INSTALL = `
import micropip
await micropip.install(where, deps=False)
`;

const IMPORT = `
from importlib.metadata import entry_points
for point in entry_points(group=${JSON.stringify(GROUP)}):
    point.load()
`;

/** Resolves to the reason why a worker must not start, or to null. Nothing of a wheel is looked at before its hash is right. */
export async function installExtensions(python: Python, extensions: readonly HeldExtension[]): Promise<WorkerRefusal | null> {
  for (const { name, sha256, blob } of extensions) {
    const bytes = await blob.arrayBuffer();
    if ((await sha256OfBytes(bytes)) !== sha256) {
      return { why: 'wrong-extension', extension: name };
    }
    try {
      python.FS.writeFile(`/tmp/${name}`, new Uint8Array(bytes));
      await python.runPythonAsync(INSTALL, { locals: python.toPy({ where: `emfs:/tmp/${name}` }) });
      python.FS.unlink(`/tmp/${name}`);
    } catch (error) {
      return { why: 'broken-extension', extension: name, words: lastOf(error) };
    }
  }
  try {
    if (extensions.length > 0) await python.runPythonAsync(IMPORT);
  } catch (error) {
    return { why: 'broken-extensions', words: lastOf(error) };
  }
  return null;
}

/** The last line of what Python says. */
function lastOf(error: unknown): string {
  return String((error as Error).message ?? error).trim().split('\n').pop()!.slice(0, 300);
}
