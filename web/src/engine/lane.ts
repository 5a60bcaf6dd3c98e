/**
 * One engine worker from its start to its end, at one call at a time. It is never started again: the pool starts another.
 *
 * A worker counts as hanging when it is at a call and says nothing for a while. It says something with its reads of the
 * file, so that a long call over a large file is no hang.
 */
import { EngineError, noStart, refusalBy, refusalOf, tooSlow, type Refusal } from './errors';
import { HeldWorker } from './held-worker';
import type { EngineBytes, FailureCode, FromWorker, Role, ToWorker } from './messages';
import type { SeenRequest } from './requests';

/** In how many steps the silence of a worker is measured: after a sleep of the computer only one of them has passed. */
const STEPS = 8;

export interface Start {
  role: Role;
  /** Object URL of the worker's script. Rejects with the reason when it did not come. */
  script: Promise<string>;
  engine: Promise<EngineBytes>;
  /** The folder that the page was loaded from. */
  base: string;
  /** Milliseconds after which a worker that is not ready counts as failed: without its policy Pyodide never settles. */
  bootTimeout: number;
  /** Milliseconds of silence after which a worker that is at a call counts as hanging. */
  patience: number;
}

/** What a call asks of a worker. */
export interface Task {
  id: number;
  method: string;
  args: unknown[];
}

/** What the pool hears. After `refused` and `lost` the lane is over. */
export interface LaneEvents {
  ready(lane: Lane, milliseconds: number): void;
  refused(lane: Lane, refusal: Refusal): void;
  answered(lane: Lane, id: number, value: unknown): void;
  failed(lane: Lane, id: number, error: EngineError): void;
  /** The worker is gone without an answer. */
  lost(lane: Lane, code: FailureCode): void;
  requests(requests: SeenRequest[]): void;
}

export class Lane {
  booted = false;
  /** The call that the worker is at. */
  task: Task | null = null;
  /** True until its first call. */
  fresh = true;
  /** The pool ends it as soon as nothing waits. */
  leaving = false;
  /** Bytes of Python's memory as of the last answer. */
  heap = 0;
  private readonly worker: HeldWorker<ToWorker, FromWorker>;
  private ended = false;
  private bootTimer = 0;
  private watch = 0;
  private silent = 0;

  constructor(
    private readonly start: Start,
    private readonly events: LaneEvents,
  ) {
    const failed = (error: unknown) => this.refuse(refusalOf(error));
    this.worker = new HeldWorker(
      start.script,
      `curtain ${start.role}`,
      (message) => this.hear(message),
      () => this.lose('worker-died'),
    );
    start.script.catch(failed);
    start.engine.then((engine) => this.boot(engine), failed);
  }

  run(task: Task): void {
    this.task = task;
    this.fresh = false;
    this.silent = 0;
    this.worker.post({ kind: 'call', ...task });
    const look = () => {
      this.silent += 1;
      if (this.silent > STEPS) this.lose('no-progress');
    };
    this.watch = window.setInterval(look, this.start.patience / STEPS);
  }

  /** Ends the worker at once; nothing more is heard of it. */
  end(): void {
    this.ended = true;
    clearTimeout(this.bootTimer);
    clearInterval(this.watch);
    this.worker.terminate();
  }

  private boot(engine: EngineBytes): void {
    if (this.ended) return;
    this.bootTimer = window.setTimeout(() => this.refuse(tooSlow()), this.start.bootTimeout);
    this.worker.post({ kind: 'boot', role: this.start.role, base: this.start.base, engine });
  }

  private hear(message: FromWorker): void {
    this.silent = 0;
    switch (message.kind) {
      case 'ready':
        clearTimeout(this.bootTimer);
        this.booted = true;
        this.events.ready(this, message.milliseconds);
        break;
      case 'refused':
        this.refuse(refusalBy(message.refusal));
        break;
      case 'requests':
        this.events.requests(message.requests);
        break;
      case 'progress':
        break;
      case 'answer':
        if (this.finish(message)) this.events.answered(this, message.id, message.value);
        break;
      case 'failed':
        if (message.code === 'worker-died') this.lose('worker-died');
        else if (this.finish(message)) {
          this.events.failed(this, message.id, new EngineError(message.code, message.sentence));
        }
        break;
    }
  }

  private finish({ id, heap }: { id: number; heap: number }): boolean {
    if (this.task?.id !== id) return false;
    this.task = null;
    this.heap = heap;
    clearInterval(this.watch);
    return true;
  }

  private lose(code: FailureCode): void {
    if (this.ended) return;
    if (!this.booted) return this.refuse(noStart());
    this.end();
    this.events.lost(this, code);
  }

  private refuse(refusal: Refusal): void {
    if (this.ended) return;
    this.end();
    this.events.refused(this, refusal);
  }
}
