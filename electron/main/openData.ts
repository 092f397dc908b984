import type { DataSummary } from '../../core/protocol';
import type { Outcome } from '../ipc/contract';
import type { FromEngine, ToEngine } from '../ipc/engineProcess';

interface OpenFile {
  path: string;
  /** The document in whose time it was opened. */
  generation: number;
  /** The question about it that has not been answered yet. */
  requestId: number | null;
}

/**
 * Which data files the engine holds, and the questions about them that are still open. It lives in main, so that a new
 * engine can be told to open the same files under the same ids.
 */
export class OpenData {
  readonly #files = new Map<string, OpenFile>();
  readonly #pending = new Map<number, (outcome: FromEngine['outcome']) => void>();
  #nextData = 1;
  #nextRequest = 1;
  #generation = 0;

  constructor(private readonly send: (message: ToEngine) => void) {}

  async open(path: string): Promise<Outcome<DataSummary>> {
    const dataId = `data-${this.#nextData++}`;
    const requestId = this.#nextRequest++;
    const file: OpenFile = { path, generation: this.#generation, requestId };
    this.#files.set(dataId, file);
    const outcome = await new Promise<FromEngine['outcome']>((resolve) => {
      this.#pending.set(requestId, resolve);
      this.send({ type: 'openData', requestId, dataId, path });
    });
    file.requestId = null;
    if (outcome.status === 'failed') this.#close(dataId);
    return outcome;
  }

  answered({ requestId, outcome }: FromEngine): void {
    this.#pending.get(requestId)?.(outcome);
    this.#pending.delete(requestId);
  }

  /**
   * Another document takes the place of the last. Files of the document before that one are closed; those opened since
   * then stay, because a window may import a file first and begin the document for it afterwards.
   */
  documentReplaced(): void {
    for (const [dataId, { generation }] of [...this.#files])
      if (generation < this.#generation) this.#close(dataId);
    this.#generation += 1;
  }

  /** The engine is gone: questions to it end, with the reason as a clause. */
  engineLost(reason: string): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const resolve of pending) resolve({ status: 'failed', problem: lostProblem(reason) });
  }

  /** What a new engine has to open before anything else, with what was asked while there was none. */
  reopen(): void {
    for (const [dataId, { path, requestId }] of this.#files)
      this.send({ type: 'openData', requestId, dataId, path });
  }

  #close(dataId: string): void {
    this.#files.delete(dataId);
    this.send({ type: 'closeData', dataId });
  }
}

function lostProblem(reason: string) {
  return {
    code: 'engine.lost',
    message: `The file could not be read, because the engine stopped: ${reason}.`,
    hint: 'Try again; if the file is very large, try a smaller part of it.',
  };
}
