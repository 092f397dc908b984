import { app, MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import type { DataSummary } from '../../core/protocol';
import type { Outcome } from '../ipc/contract';
import { engineServiceName, type FromEngine, type ToEngine } from '../ipc/engineProcess';
import { enginePortMessage } from '../ipc/names';
import { type ExitReason, exitReason, type ProcessEnd } from './exitReason';
import { OpenData } from './openData';
import { RestartPolicy } from './restartPolicy';

/** How long after `exit` the event that tells a crash from an exit may still come. */
const goneGraceMs = 250;
const keptErrorOutput = 4000;

export interface EngineHostOptions {
  /** The engine's program. */
  script: string;
  page(): WebContents | null;
  onExit(exit: ExitReason & { gaveUp: boolean }): void;
}

/**
 * Keeps an engine process running: starts it, hands the page a port to it, and when it ends says why and starts another,
 * which opens the same data files again under the same ids.
 */
export class EngineHost {
  #child: UtilityProcess | null = null;
  #pageWantsPort = false;
  #closing = false;
  /** The child that main itself has ended for the user. */
  #asked: UtilityProcess | null = null;
  #restart: NodeJS.Timeout | null = null;
  readonly #data: OpenData;
  readonly #policy = new RestartPolicy(() => performance.now());
  readonly #gone = new Map<UtilityProcess, (gone: ProcessEnd['gone']) => void>();

  constructor(private readonly options: EngineHostOptions) {
    this.#data = new OpenData((message) => this.#send(message));
    app.on('child-process-gone', (_event, details) => {
      if (details.name !== engineServiceName) return;
      // One engine runs at a time, so the oldest that waits for its reason is the one that is meant.
      const [waiting] = this.#gone.values();
      waiting?.({ reason: details.reason, exitCode: details.exitCode });
    });
  }

  start(): void {
    if (this.#child || this.#closing) return;
    const child = utilityProcess.fork(this.options.script, [], {
      serviceName: engineServiceName,
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    this.#child = child;
    let errorOutput = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      process.stderr.write(chunk);
      errorOutput = (errorOutput + chunk.toString()).slice(-keptErrorOutput);
    });
    child.on('message', (message: FromEngine) => this.#data.answered(message));
    child.on('exit', (exitCode) => void this.#exited(child, exitCode, () => errorOutput));
    this.#data.reopen();
    if (this.#pageWantsPort) this.#sendPort();
  }

  /** The page listens: it gets a port to the engine, now or as soon as there is one, and again after every restart. */
  connectPage(): void {
    this.#pageWantsPort = true;
    if (this.#child) this.#sendPort();
  }

  /** The page that listened is gone; the next one asks for itself. */
  pageGone(): void {
    this.#pageWantsPort = false;
  }

  openData(path: string): Promise<Outcome<DataSummary>> {
    // After too many crashes there is none; a file to open is a reason to try again.
    if (!this.#child && !this.#restart) this.restart();
    return this.#data.open(path);
  }

  documentReplaced(): void {
    this.#data.documentReplaced();
  }

  /** The user wants a fresh engine: a hanging one is ended, and one that was given up is tried again. */
  restart(): void {
    this.#policy.forget();
    if (this.#child) {
      this.#asked = this.#child;
      this.#child.kill();
    } else {
      this.#startLater(0);
    }
  }

  close(): void {
    this.#closing = true;
    if (this.#restart) clearTimeout(this.#restart);
    this.#child?.kill();
  }

  async #exited(child: UtilityProcess, exitCode: number, errorOutput: () => string): Promise<void> {
    if (this.#closing) return;
    const gone = await this.#goneDetails(child);
    if (this.#child === child) this.#child = null;
    const exit = exitReason({ exitCode, gone, errorOutput: errorOutput() }, this.#asked === child);
    this.#asked = null;
    this.#data.engineLost(exit.reason);
    const delay = exit.crashed ? this.#policy.crashed() : 0;
    const gaveUp = delay === null;
    const reason = gaveUp
      ? `${exit.reason}, for the fifth time within a minute; it is not started again by itself`
      : exit.reason;
    this.options.onExit({ ...exit, reason, gaveUp });
    if (delay !== null) this.#startLater(delay);
  }

  #goneDetails(child: UtilityProcess): Promise<ProcessEnd['gone']> {
    return new Promise((resolve) => {
      const done = (gone: ProcessEnd['gone']) => {
        clearTimeout(timer);
        this.#gone.delete(child);
        resolve(gone);
      };
      const timer = setTimeout(() => done(null), goneGraceMs);
      this.#gone.set(child, done);
    });
  }

  #startLater(delayMs: number): void {
    if (this.#restart) clearTimeout(this.#restart);
    this.#restart = setTimeout(() => {
      this.#restart = null;
      this.start();
    }, delayMs);
  }

  #sendPort(): void {
    const page = this.options.page();
    if (!page || !this.#child) return;
    const { port1, port2 } = new MessageChannelMain();
    this.#child.postMessage({ type: 'port' } satisfies ToEngine, [port1]);
    page.postMessage(enginePortMessage, null, [port2]);
  }

  #send(message: ToEngine): void {
    this.#child?.postMessage(message);
  }
}
