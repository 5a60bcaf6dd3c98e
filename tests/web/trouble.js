// Runs in the page before anything of it (Playwright's init script; the shipped page knows nothing of it). It lets files make
// trouble in the engine's workers: a file whose preamble begins with one of these words, when it is read,
//   hang-once    stands still in one of the first workers, and is read in a later one
//   hang         stands still in every worker
//   die-once     ends one of the first workers, as when memory is full, and is read in a later one
//   die          ends every worker
{
  const said = { started: 0, ready: 0, kills: 0, late: 0, heap: 0 };
  Object.assign(window, { trouble: said });

  // Two header workers and one pixel worker, on whatever the tests run.
  Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 2 });

  // Put before the script of every worker. Its number is in its name: a worker that replaces another has a higher one.
  const before = `{
    const number = Number(self.name.split('#')[1]);
    const read = FileReaderSync.prototype.readAsArrayBuffer;
    FileReaderSync.prototype.readAsArrayBuffer = function (blob) {
      const bytes = read.call(this, blob);
      const word = new TextDecoder().decode(bytes.slice(0, 16)).split('!')[0];
      const first = number <= FIRST;
      if (word === 'hang' || (word === 'hang-once' && first)) for (;;);
      if (word === 'die' || (word === 'die-once' && first)) {
        self.postMessage({ kind: 'test-kill' });
        for (;;);
      }
      return bytes;
    };
  }\n`;
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    if (blob.type !== 'text/javascript') return make.call(URL, blob);
    const script = before.replaceAll('FIRST', String(window.troubleFirst ?? 3));
    return make.call(URL, new Blob([script, blob], { type: blob.type }));
  };

  const Plain = Worker;
  window.Worker = class extends Plain {
    constructor(url, options) {
      const engine = /header|pixel/.test(options.name);
      if (engine) said.started += 1;
      super(url, { ...options, name: `${options.name} #${engine ? said.started : 99}` });
      this.addEventListener('message', (event) => {
        if (event.data.kind === 'ready') said.ready += 1;
        said.heap = Math.max(said.heap, event.data.heap ?? 0);
        if (event.data.kind !== 'test-kill') return;
        event.stopImmediatePropagation();
        said.kills += 1;
        this.terminate();
        this.dispatchEvent(new ErrorEvent('error', { cancelable: true }));
      });
    }

    /** Answers come late, each by another time, where a test asks for it: those of several workers then change their order. */
    set onmessage(hear) {
      super.onmessage = (event) => {
        if (!window.troubleLate || event.data.kind !== 'answer') return hear(event);
        said.late += 1;
        setTimeout(() => hear(event), Math.random() * window.troubleLate);
      };
    }
  };

  // The page waits half a minute for a silent worker; tests do not.
  const every = window.setInterval;
  window.setInterval = (work, milliseconds, ...rest) => every(work, milliseconds >= 3000 ? milliseconds / 15 : milliseconds, ...rest);
}
