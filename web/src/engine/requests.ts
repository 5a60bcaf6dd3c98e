/**
 * The count of requests on the screen: what the page and its workers asked of any network, as the browser itself recorded it.
 */

export interface SeenRequest {
  url: string;
  /** Milliseconds since 1970. */
  time: number;
  /** The part of the page that asked. */
  from: 'page' | 'worker';
}

/** Reads of the page's own memory are no requests, nor is what the browser took from its own cache without asking anyone. */
function isRequest(entry: PerformanceResourceTiming): boolean {
  const fromCache = entry.transferSize === 0 && entry.decodedBodySize > 0;
  return /^(https?|wss?|ftp):/.test(entry.name) && !fromCache;
}

/** Calls `report` with each request that the browser recorded in this scope, from its start on. */
export function watchRequests(from: SeenRequest['from'], report: (requests: SeenRequest[]) => void): void {
  const observer = new PerformanceObserver((list) => {
    const seen = list
      .getEntries()
      .filter((entry) => isRequest(entry as PerformanceResourceTiming))
      .map((entry) => ({ url: entry.name, time: performance.timeOrigin + entry.startTime, from }));
    if (seen.length > 0) report(seen);
  });
  observer.observe({ type: 'resource', buffered: true });
}

/** Counts requests. Fires `change`. */
export class Requests extends EventTarget {
  /** Requests before the engine was loaded: the page, its workers and the engine itself. */
  readonly loading: SeenRequest[] = [];
  /** Requests since then. It stays empty until the person presses Upload. */
  readonly since: SeenRequest[] = [];
  /** Who was asked since then. */
  readonly hosts = new Set<string>();
  /** When the engine was loaded, in milliseconds since 1970; null until then. */
  loaded: number | null = null;

  constructor() {
    super();
    // The browser keeps 250 records unless told otherwise; a lost record would be a lie on the screen.
    performance.setResourceTimingBufferSize(10_000);
    watchRequests('page', (requests) => this.add(requests));
  }

  get count(): number {
    return this.since.length;
  }

  /** From here on every request counts. */
  startCounting(): void {
    this.loaded = performance.timeOrigin + performance.now();
    this.dispatchEvent(new Event('change'));
  }

  add(requests: SeenRequest[]): void {
    for (const request of requests) {
      const before = this.loaded === null || request.time < this.loaded;
      (before ? this.loading : this.since).push(request);
      if (!before) this.hosts.add(new URL(request.url).host);
    }
    this.dispatchEvent(new Event('change'));
  }
}
