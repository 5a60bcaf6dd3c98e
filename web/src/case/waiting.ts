/** The files that wait to be read, handed out one at a time. While an archive is unpacked, whoever asks waits for what comes of it. */
export class Waiting {
  private unpacking = 0;
  private asking: (() => void)[] = [];

  constructor(private readonly ids: string[]) {}

  /** Undefined when there is none and none will come, or when it was aborted. */
  async next(signal: AbortSignal): Promise<string | undefined> {
    while (!signal.aborted && this.ids.length === 0 && this.unpacking > 0) {
      await new Promise<void>((resolve) => this.asking.push(resolve));
    }
    return signal.aborted ? undefined : this.ids.shift();
  }

  /** `unpack` is given what takes each file that came of the archive. An abort has to end it. */
  async during(unpack: (add: (id: string) => void) => Promise<void>): Promise<void> {
    this.unpacking += 1;
    try {
      await unpack((id) => {
        this.ids.push(id);
        this.wake();
      });
    } finally {
      this.unpacking -= 1;
      this.wake();
    }
  }

  private wake(): void {
    for (const resolve of this.asking.splice(0)) resolve();
  }
}
