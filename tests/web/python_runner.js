// Runs pytest inside the engine's own Pyodide: the wheels, standard library and bytecode that the page ships.
import { loadPyodide } from './runtime/pyodide.mjs';

const here = new URL('./', self.location.href).href;

self.onmessage = async ({ data: words }) => {
  try {
    const python = await loadPyodide({
      indexURL: `${here}runtime/`,
      stdLibURL: `${here}pyodide/python_stdlib.zip`,
      lockFileURL: `${here}pyodide/pyodide-lock.json`,
    });
    for (const names of [['numpy'], ['pydicom', 'imagecodecs', 'curtain']]) {
      await python.loadPackage(names, { messageCallback: () => {}, errorCallback: (text) => { throw new Error(text); } });
      python.runPython('import numpy');
    }
    python.unpackArchive(await (await fetch('tests.zip')).arrayBuffer(), 'zip', { extractDir: '/project' });
    python.globals.set('words', python.toPy(words));
    self.postMessage({ report: JSON.parse(python.runPython(await (await fetch('python_runner.py')).text())) });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
