import { rmSync } from 'node:fs';
import { app, MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import type { DataSummary } from '../../core/protocol';
import type { MainEvents, Outcome, RequestOf } from '../ipc/contract';
import {
  type DataRequest,
  engineServiceName,
  type FromEngine,
  type ToEngine,
  tablesFolderVariable,
} from '../ipc/engineProcess';
import { enginePortMessage } from '../ipc/names';
import { type ExitReason, exitReason, type ProcessEnd } from './exitReason';
import { ExportParts } from './exportParts';
import { OpenData } from './openData';
import { RestartPolicy } from './restartPolicy';

/** How long after `exit` the event that tells a crash from an exit may still come. */
const goneGraceMs = 250;
const keptErrorOutput = 4000;

export interface EngineHostOptions {
  /** The engine's program. */
  script: string;
  /** Where it may keep tables while it runs; nothing else is in there. */
  tablesFolder: string;
  page(): WebContents | null;
  onExit(exit: ExitReason & { gaveUp: boolean }): void;
  onProgress(progress: MainEvents['data:progress']): void;
}

/** How long a process that was told to end may take before the app ends without waiting. */
const endGraceMs = 1000;

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
  /** What the engine has exported. */
  readonly exported = new ExportParts((message) => this.#send(message));
  readonly #policy = new RestartPolicy(() => performance.now());
  readonly #gone = new Map<UtilityProcess, (gone: ProcessEnd['gone']) => void>();

  constructor(private readonly options: EngineHostOptions) {
    this.#data = new OpenData({ send: (message) => this.#send(message), onProgress: options.onProgress });
    this.#removeTables();
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
      env: { ...process.env, [tablesFolderVariable]: this.options.tablesFolder },
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    this.#child = child;
    let errorOutput = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      process.stderr.write(chunk);
      errorOutput = (errorOutput + chunk.toString()).slice(-keptErrorOutput);
    });
    child.on('message', (message: FromEngine) => {
      if (message.type === 'exportPart') this.exported.received(message);
      else this.#data.received(message);
    });
    child.on('exit', (exitCode) => void this.#exited(child, exitCode, () => errorOutput));
    this.#data.openAgain();
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

  openData(request: DataRequest): Promise<Outcome<DataSummary>> {
    this.#startAgain();
    return this.#data.open(request);
  }

  reopenData(request: RequestOf<'data:reimport'>): Promise<Outcome<DataSummary>> {
    this.#startAgain();
    return this.#data.reopen(request);
  }

  /** Opens a file in the place of one that has been moved. */
  openMoved(from: string, to: string): Promise<Outcome<DataSummary>> {
    return this.openData(this.#data.moved(from, to));
  }

  cancelImport(): void {
    this.#data.cancel();
  }

  documentReplaced(by: 'file' | 'empty'): void {
    this.#data.documentReplaced(by);
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

  /** Ends the engine and takes its tables off the disk. */
  async close(): Promise<void> {
    this.#closing = true;
    if (this.#restart) clearTimeout(this.#restart);
    const child = this.#child;
    if (child) {
      await new Promise<void>((resolve) => {
        child.once('exit', () => resolve());
        setTimeout(resolve, endGraceMs);
        child.kill();
      });
    }
    this.#removeTables();
  }

  /** After too many crashes there is no engine; a file to open is a reason to try again. */
  #startAgain(): void {
    if (!this.#child && !this.#restart) this.restart();
  }

  /** Also what an app that crashed has left. What cannot be removed is no reason not to go on. */
  #removeTables(): void {
    try {
      rmSync(this.options.tablesFolder, { recursive: true, force: true });
    } catch (error) {
      console.error(error);
    }
  }

  async #exited(child: UtilityProcess, exitCode: number, errorOutput: () => string): Promise<void> {
    if (this.#closing) return;
    const gone = await this.#goneDetails(child);
    if (this.#child === child) this.#child = null;
    const exit = exitReason({ exitCode, gone, errorOutput: errorOutput() }, this.#asked === child);
    this.#asked = null;
    this.#data.engineLost(exit.reason);
    this.exported.engineLost();
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

  /** False where there is no engine. */
  #send(message: ToEngine): boolean {
    this.#child?.postMessage(message);
    return this.#child !== null;
  }
}
