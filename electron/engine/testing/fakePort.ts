import type { EngineCommand, EngineEvent, EventOf } from '../../../core/protocol';
import { runExport } from '../exportJob';
import type { SessionHost, SessionPort } from '../host';

type Type = EngineEvent['type'];

/** A port whose other end is the test: what the session posts is cloned, as a real port would, and kept. */
export class FakePort implements SessionPort {
  readonly events: EngineEvent[] = [];
  closed = false;
  #listener: ((event: { data: unknown }) => void) | null = null;
  #onClose: (() => void) | null = null;
  #watchers = new Set<() => void>();

  postMessage(message: EngineEvent): void {
    if (this.closed) throw new Error('posted to a closed port');
    this.events.push(structuredClone(message));
    // As the window does with every part of a large checkpoint.
    if (message.type === 'checkpointNumbers') {
      setImmediate(() => this.send({ type: 'numbersTaken', runId: message.runId }));
    }
    for (const check of [...this.#watchers]) check();
  }

  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  on(event: 'message' | 'close', listener: (event: { data: unknown }) => void): void {
    if (event === 'message') this.#listener = listener;
    else this.#onClose = () => listener({ data: null });
  }

  start(): void {}

  close(): void {
    this.closed = true;
  }

  /** The window has closed its end, or is gone. */
  hangUp(): void {
    this.#onClose?.();
  }

  /** As the window does. */
  send(command: EngineCommand): void {
    this.sendAnything(command);
  }

  sendAnything(data: unknown): void {
    this.#listener?.({ data: structuredClone(data) });
  }

  all<T extends Type>(type: T): EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }

  last<T extends Type>(type: T): EventOf<T> {
    const found = this.all(type).at(-1);
    if (!found)
      throw new Error(`no event "${type}"; there are ${this.events.map((each) => each.type).join(', ')}`);
    return found;
  }

  /** Resolves as soon as the condition holds. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!condition()) return;
        this.#watchers.delete(check);
        resolve();
      };
      this.#watchers.add(check);
      check();
    });
  }

  async untilState(state: EventOf<'state'>['state'], times = 1): Promise<void> {
    const count = (wanted: string) => this.all('state').filter((event) => event.state === wanted).length;
    const failedBefore = count('failed');
    await this.until(() => count(state) >= times || (state !== 'failed' && count('failed') > failedBefore));
    if (count(state) < times) throw new Error(`the run failed: ${this.last('state').problem?.message}`);
  }
}

/** A clock that moves a little at every look, so that slices and intervals need no real time. */
export function fakeHost(msPerLook = 0.5): SessionHost & { time: number; errors: unknown[] } {
  return {
    time: 0,
    threads: null,
    errors: [],
    now() {
      this.time += msPerLook;
      return this.time;
    },
    yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
    sleep(ms) {
      this.time += ms;
      return new Promise((resolve) => setImmediate(resolve));
    },
    runExport: async (job) => runExport(job),
    logError(error) {
      this.errors.push(error);
    },
  };
}
