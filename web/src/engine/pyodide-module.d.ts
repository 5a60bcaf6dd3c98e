/** The WebAssembly glue of Pyodide, which its package exports without types. */
declare module 'pyodide/pyodide.asm.mjs' {
  const createPyodideModule: (settings: unknown) => Promise<unknown>;
  export default createPyodideModule;
}
