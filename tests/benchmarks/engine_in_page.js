// Runs engine_in_page.py in the Pyodide that the page ships, in a worker, on a File that the page holds.
import { loadPyodide } from './runtime/pyodide.mjs';

const here = new URL('./', self.location.href).href;

self.onmessage = async ({ data: file }) => {
  try {
    const python = await loadPyodide({
      indexURL: `${here}runtime/`,
      stdLibURL: `${here}pyodide/python_stdlib.zip`,
      lockFileURL: `${here}pyodide/pyodide-lock.json`,
    });
    await python.loadPackage(['pydicom', 'curtain'], { messageCallback: () => {} });
    python.globals.set('file', file);
    const digest = async (bytes) => void (await crypto.subtle.digest('SHA-256', bytes));
    python.globals.set('digest', digest);
    const measured = await python.runPythonAsync(await (await fetch('engine_in_page.py')).text());
    self.postMessage({ measured: JSON.parse(measured) });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
