// Compiles Python sources in zip archives to .pyc, inside the very Pyodide that will run them: the bytecode's magic number is then right.
//
//   node compile.mjs <folder of the pyodide npm package> <work folder>
//
// The work folder holds `jobs.json` (see compile.py) and all archives that it names.
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [runtime, work] = process.argv.slice(2).map((path) => resolve(path));
const { loadPyodide } = await import(pathToFileURL(join(runtime, "pyodide.mjs")).href);
const pyodide = await loadPyodide({ indexURL: runtime, env: { PYTHONHASHSEED: "0" } });
pyodide.FS.mkdirTree("/work");
pyodide.mountNodeFS("/work", work);
pyodide.runPython(readFileSync(join(dirname(fileURLToPath(import.meta.url)), "compile.py"), "utf8"));
