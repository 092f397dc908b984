import { type FileSource, sourceName } from '../../core/data/source';
import { movedSource } from '../../core/data/sourceOfFile';
import type { ImportProgress } from '../../core/data/summary';
import type { Problem } from '../../core/graph/problem';
import type { DataSummary } from '../../core/protocol';
import type { MainEvents, Outcome, RequestOf } from '../ipc/contract';
import type { DataRequest, FromEngine, ToEngine } from '../ipc/engineProcess';

interface OpenSource {
  request: DataRequest;
  /** The document in whose time it was opened. */
  generation: number;
  /** The question about it that has not been answered yet. */
  requestId: number | null;
}

interface Pending {
  dataId: string;
  resolve(outcome: Outcome<DataSummary>): void;
}

export interface OpenDataHost {
  send(message: ToEngine): void;
  onProgress(progress: MainEvents['data:progress']): void;
}

/**
 * Which data the engine holds, where it came from, and the questions about it that are still open. It lives in main, so that
 * a new engine can be told to open the same data under the same ids, and so that paths stay here.
 */
export class OpenData {
  readonly #sources = new Map<string, OpenSource>();
  readonly #pending = new Map<number, Pending>();
  /** What could not be read, by path: it may be somewhere else now. */
  readonly #missing = new Map<string, DataRequest>();
  #nextData = 1;
  #nextRequest = 1;
  #generation = 0;

  constructor(private readonly host: OpenDataHost) {}

  async open(request: DataRequest): Promise<Outcome<DataSummary>> {
    const dataId = `data-${this.#nextData++}`;
    const requestId = this.#nextRequest++;
    const opened: OpenSource = { request, generation: this.#generation, requestId };
    this.#sources.set(dataId, opened);
    const outcome = await new Promise<Outcome<DataSummary>>((resolve) => {
      this.#pending.set(requestId, { dataId, resolve });
      this.host.send({ type: 'openData', requestId, dataId, request });
    });
    opened.requestId = null;
    if (outcome.status === 'done') return outcome;
    if (request.source.kind !== 'generator') this.#missing.set(request.source.path, request);
    this.#close(dataId);
    return outcome;
  }

  /** The same data, read in another way: the path is the one that is known here. */
  reopen({ dataId, source, types }: RequestOf<'data:reimport'>): Promise<Outcome<DataSummary>> {
    const known = this.#sources.get(dataId)?.request.source;
    if (!known) return Promise.resolve({ status: 'failed', problem: notOpenProblem });
    if (source.kind === 'generator') return this.open({ source, types });
    if (known.kind !== 'generator') return this.open({ source: { ...source, path: known.path }, types });
    return Promise.resolve({ status: 'failed', problem: noFileProblem });
  }

  /** What the file at a path was read with, or was to be, for one that has come to another place. */
  moved(from: string, to: string): DataRequest {
    const known = this.#missing.get(from) ?? this.#openedFrom(from);
    const source = (known?.source ?? { kind: 'csv', path: from }) as FileSource;
    return { source: movedSource(source, to), ...(known?.types && { types: known.types }) };
  }

  /** Every import under way ends as cancelled, at once; the engine stops as soon as it can. */
  cancel(): void {
    for (const [requestId, { dataId, resolve }] of [...this.#pending]) {
      this.#pending.delete(requestId);
      this.#close(dataId);
      resolve({ status: 'cancelled' });
    }
  }

  received(message: Exclude<FromEngine, { type: 'exportPart' }>): void {
    const pending = this.#pending.get(message.requestId);
    if (!pending) return;
    switch (message.type) {
      case 'dataOpened':
        this.#pending.delete(message.requestId);
        pending.resolve(message.outcome);
        return;
      case 'dataProgress':
        this.#tellProgress(pending.dataId, message.progress);
        return;
      default:
        throw message satisfies never;
    }
  }

  /**
   * Another document takes the place of the last, whose data is closed. One that begins empty may be for data that was imported
   * just before: that of the last document then stays until the next one comes.
   */
  documentReplaced(by: 'file' | 'empty'): void {
    const oldest = by === 'file' ? this.#generation + 1 : this.#generation;
    for (const [dataId, { generation }] of [...this.#sources]) if (generation < oldest) this.#close(dataId);
    this.#generation += 1;
    if (by === 'file') this.#missing.clear();
  }

  /** The engine is gone: questions to it end, with the reason as a clause. */
  engineLost(reason: string): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { resolve } of pending) resolve({ status: 'failed', problem: lostProblem(reason) });
  }

  /** What a new engine has to open before anything else, with what was asked while there was none. */
  openAgain(): void {
    for (const [dataId, { request, requestId }] of this.#sources)
      this.host.send({ type: 'openData', requestId, dataId, request });
  }

  #openedFrom(path: string): DataRequest | undefined {
    const all = [...this.#sources.values()].map(({ request }) => request);
    return all.findLast(({ source }) => source.kind !== 'generator' && source.path === path);
  }

  #tellProgress(dataId: string, progress: ImportProgress): void {
    const source = this.#sources.get(dataId)?.request.source;
    if (source) this.host.onProgress({ fileName: sourceName(source), progress });
  }

  #close(dataId: string): void {
    if (this.#sources.delete(dataId)) this.host.send({ type: 'closeData', dataId });
  }
}

function lostProblem(reason: string): Problem {
  return {
    code: 'engine.lost',
    message: `The file could not be read, because the engine stopped: ${reason}.`,
    hint: 'Try again; if the file is very large, try a smaller part of it.',
  };
}

const notOpenProblem: Problem = {
  code: 'data.notOpen',
  message: 'The data file is not open any more.',
  hint: 'Import it again.',
};

const noFileProblem: Problem = {
  code: 'data.noFile',
  message: 'These rows were made up, so there is no file to read.',
  hint: 'Import a file instead.',
};
