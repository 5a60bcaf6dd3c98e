/** The two files that go beside a case: the report, and the crosswalk where somebody asks for it. Each is made when it is asked for. */
import { signal } from '@preact/signals';
import { engine } from '../case/engine';
import { caseKey } from '../case/key';
import { isFailure } from '../case/lanes';
import { profile } from '../case/profile';
import { saveFile } from '../shared/save';
import { say } from '../words';
import { approved, approvedKey } from './approved';
import { reportRequest } from './report-request';
import { seal } from './seal';
import { digestSources, sourceDigest } from './sources';

export type Paper = 'html' | 'json' | 'crosswalk';

const FILES: Record<Paper, { name: string; type: string }> = {
  html: { name: 'curtain-report.html', type: 'text/html' },
  json: { name: 'curtain-report.json', type: 'application/json' },
  crosswalk: { name: 'curtain-crosswalk.json', type: 'application/json' },
};

export type Making =
  | { kind: 'idle' }
  | { kind: 'making'; paper: Paper; files: number; totalFiles: number; bytes: number; totalBytes: number; since: number }
  /** `key`: of the approvals that it tells of. */
  | { kind: 'saved'; paper: Paper; name: string; key: string }
  | { kind: 'failed'; paper: Paper; sentence: string };

export const making = signal<Making>({ kind: 'idle' });

let control = new AbortController();

export function saveReport(paper: 'html' | 'json'): void {
  void make(paper, async (signal) => (await engine.report(signal, await reportRequest(signal)))[paper]);
}

/** The passphrase is held until the file is sealed, and nowhere else. */
export function saveCrosswalk(passphrase: string): void {
  void make('crosswalk', async (signal) => seal(await engine.crosswalk(signal, crosswalkRequest()), passphrase));
}

export function cancelPaper(): void {
  control.abort();
  control = new AbortController();
  making.value = { kind: 'idle' };
}

/** Nothing that was said of a case outlives it. */
export const forgetPapers = cancelPaper;

function crosswalkRequest() {
  const origins = approved().map(({ file, path, facts, instance }) => ({
    facts: facts!,
    pseudonym: instance.patient,
    source: path,
    sha256: sourceDigest(file),
    output: instance.name,
  }));
  return { key: caseKey(), profile: profile.value, origins };
}

async function make(paper: Paper, write: (signal: AbortSignal) => Promise<string>): Promise<void> {
  cancelPaper();
  const { signal } = control;
  const key = approvedKey();
  const sources = approved().map((each) => each.file);
  const totalBytes = sources.reduce((sum, file) => sum + file.size, 0);
  let [files, bytes] = [0, 0];
  const tell = () => {
    making.value = { kind: 'making', paper, files, totalFiles: sources.length, bytes, totalBytes, since };
  };
  const since = performance.now();
  tell();
  try {
    await digestSources(sources, signal, (file) => {
      files += 1;
      bytes += file.size;
      if (!signal.aborted) tell();
    });
    const text = await write(signal);
    signal.throwIfAborted();
    if (approvedKey() !== key) {
      making.value = { kind: 'failed', paper, sentence: say('paper-changed') };
      return;
    }
    const { name, type } = FILES[paper];
    saveFile(new Blob([text], { type }), name);
    making.value = { kind: 'saved', paper, name, key };
  } catch (error) {
    if (!signal.aborted && isFailure(error)) making.value = { kind: 'failed', paper, sentence: say('paper-failed') };
  }
}
