/**
 * The workers of one role and the calls that wait for them.
 *
 * A worker that dies, hangs or has grown too large is replaced by a fresh one, which starts from the bytes that the page
 * holds. The call that it was at is made once more, as the first one of a fresh worker: what an earlier file left behind
 * cannot hurt it. When that fails too, the file is to blame.
 */
import { EngineError, stopped, type Refusal } from './errors';
import { Lane, type LaneEvents, type Start, type Task } from './lane';
import type { FailureCode } from './messages';
import type { SeenRequest } from './requests';

export interface PoolOptions extends Start {
  /** How many workers at most. The first starts at once, the others with `grow`. */
  size: number;
  /** Bytes of Python's memory after which a worker is replaced between two calls: it would never give them back. */
  heapLimit: number;
  /** Milliseconds that an aborted call may still run before its worker is replaced. */
  grace: number;
  /** The pool ends for good after it was ready. */
  onRefused(refusal: Refusal): void;
  onRequests(requests: SeenRequest[]): void;
}

interface Call extends Task {
  signal: AbortSignal | undefined;
  onAbort: () => void;
  resolve(value: unknown): void;
  reject(reason: unknown): void;
  /** How it was lost with its worker; null for the first attempt. */
  lost: FailureCode | null;
}

let nextId = 1;

export class Pool {
  /** Resolves with the milliseconds that the first start took; rejects with the refusal. */
  readonly ready: Promise<number>;
  private settleReady!: { resolve(milliseconds: number): void; reject(refusal: Refusal): void };
  private readonly lanes = new Set<Lane>();
  private readonly queue: Call[] = [];
  private readonly running = new Map<Lane, Call>();
  private refused: Refusal | null = null;
  private growing = false;
  /** True once a worker was ready; the first one is waited for. */
  private started = false;
  /** True once its workers were sent to rest: from then on it grows only as far as calls wait. */
  private rested = false;

  constructor(private readonly options: PoolOptions) {
    this.ready = new Promise((resolve, reject) => {
      this.settleReady = { resolve, reject };
    });
    this.ready.catch(() => undefined); // whoever waits for it hears of it; nobody has to
    this.add();
  }

  /** How many workers it has or may have. */
  get size(): number {
    return this.options.size;
  }

  /** From now on there are as many workers as allowed. They start one after the other, so that those at work are not held up. */
  grow(): void {
    this.growing = true;
    this.fill();
  }

  /** `first`: somebody looks at the screen and waits for it. */
  call<T>(signal: AbortSignal | undefined, method: string, args: unknown[], first = false): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (this.refused) return reject(new EngineError('stopped'));
      const call: Call = {
        id: nextId++,
        method,
        args,
        signal,
        onAbort: () => this.abort(call),
        resolve: resolve as (value: unknown) => void,
        reject,
        lost: null,
      };
      signal?.addEventListener('abort', call.onAbort);
      if (first) this.queue.unshift(call);
      else this.queue.push(call);
      if (this.lanes.size === 0) this.add();
      this.next();
      this.fill();
    });
  }

  /** Ends the workers and every call. */
  stop(refusal: Refusal = stopped()): void {
    this.refused ??= refusal;
    this.settleReady.reject(refusal);
    for (const lane of this.lanes) lane.end();
    this.lanes.clear();
    const calls = [...this.running.values(), ...this.queue];
    this.running.clear();
    this.queue.length = 0;
    for (const call of calls) {
      this.free(call);
      call.reject(new EngineError('stopped'));
    }
  }

  /** Ends the workers as soon as they have nothing to do: the computer gets their memory back. The next call starts them again. */
  rest(): void {
    if (!this.started) return;
    this.rested = true;
    for (const lane of this.lanes) lane.leaving = true;
    this.letGo();
  }

  private letGo(): void {
    if (this.queue.length > 0) return;
    for (const lane of [...this.lanes]) {
      if (lane.task || !lane.leaving) continue;
      lane.end();
      this.lanes.delete(lane);
    }
  }

  /** Ends every call, and puts fresh workers in the place of those that have read a file: nothing of it stays in their memory. */
  renew(): void {
    const calls = [...this.running.values(), ...this.queue.splice(0)];
    this.running.clear();
    for (const call of calls) {
      this.free(call);
      call.reject(new DOMException('The case was cleared.', 'AbortError'));
    }
    for (const lane of [...this.lanes]) if (lane.booted && !lane.fresh) this.replace(lane);
  }

  private readonly events: LaneEvents = {
    ready: (_lane, milliseconds) => {
      this.started = true;
      this.settleReady.resolve(milliseconds);
      this.next();
      this.fill();
    },
    refused: (lane, refusal) => {
      this.lanes.delete(lane);
      // One worker more than this computer can bear is no reason to stop the others. A refused policy is one.
      const bearable = refusal.code === 'boot-failed' || refusal.code === 'boot-timeout';
      if (bearable && [...this.lanes].some((each) => each.booted)) {
        this.growing = false;
        this.next();
        return;
      }
      this.stop(refusal);
      this.options.onRefused(refusal);
    },
    answered: (lane, _id, value) => {
      this.take(lane)?.resolve(value);
      this.afterCall(lane);
    },
    failed: (lane, _id, error) => {
      this.take(lane)?.reject(error);
      this.afterCall(lane);
    },
    lost: (lane, code) => {
      const call = this.take(lane);
      if (call && !call.signal?.aborted) this.lost(call, code);
      this.replace(lane);
    },
    requests: (requests) => this.options.onRequests(requests),
  };

  private add(): void {
    this.lanes.add(new Lane(this.options, this.events));
  }

  private fill(): void {
    const starting = [...this.lanes].some((lane) => !lane.booted);
    const wanted = this.growing && (!this.rested || this.queue.length > 0);
    if (wanted && !this.refused && !starting && this.lanes.size < this.options.size) this.add();
  }

  private replace(lane: Lane): void {
    lane.end();
    this.lanes.delete(lane);
    this.running.delete(lane);
    const wanted = !lane.leaving || this.queue.length > 0;
    if (wanted && !this.refused) this.add();
    this.next();
  }

  private afterCall(lane: Lane): void {
    if (lane.heap > this.options.heapLimit) this.replace(lane);
    else this.next();
  }

  private lost(call: Call, code: FailureCode): void {
    if (call.lost) {
      this.free(call);
      call.reject(new EngineError(code));
      return;
    }
    call.lost = code;
    call.signal?.addEventListener('abort', call.onAbort);
    this.queue.unshift(call);
  }

  /** The call that a worker was at, now free of its signal. */
  private take(lane: Lane): Call | undefined {
    const call = this.running.get(lane);
    this.running.delete(lane);
    if (call) this.free(call);
    return call;
  }

  private free(call: Call): void {
    call.signal?.removeEventListener('abort', call.onAbort);
  }

  private next(): void {
    this.makeRoomForLost();
    for (const lane of this.lanes) {
      if (!lane.booted || lane.task) continue;
      const call = this.callFor(lane);
      if (!call) continue;
      this.running.set(lane, call);
      lane.run({ id: call.id, method: call.method, args: call.args });
    }
    this.letGo();
  }

  private callFor(lane: Lane): Call | undefined {
    const lost = this.queue.findIndex((call) => call.lost);
    if (lane.fresh && lost >= 0) return this.queue.splice(lost, 1)[0];
    // A large file is digested for seconds: one worker stays free for what somebody waits for.
    const digesting = [...this.running.values()].filter((call) => call.method === 'digest').length;
    const full = this.lanes.size > 1 && digesting >= this.lanes.size - 1;
    const at = this.queue.findIndex((call) => !call.lost && !(full && call.method === 'digest'));
    return at < 0 ? undefined : this.queue.splice(at, 1)[0];
  }

  /** A lost call waits for a fresh worker. Where none is on its way, an idle one makes room for it. */
  private makeRoomForLost(): void {
    if (!this.queue.some((call) => call.lost)) return;
    const lanes = [...this.lanes];
    if (lanes.some((lane) => !lane.booted || lane.fresh)) return;
    const idle = lanes.find((lane) => !lane.task);
    if (idle) this.replace(idle);
  }

  private abort(call: Call): void {
    call.reject(call.signal?.reason);
    const waiting = this.queue.indexOf(call);
    if (waiting >= 0) {
      this.queue.splice(waiting, 1);
      return;
    }
    const lane = [...this.running].find(([, each]) => each === call)?.[0];
    setTimeout(() => {
      if (lane && this.running.get(lane) === call) this.replace(lane);
    }, this.options.grace);
  }
}
