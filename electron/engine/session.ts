import type { StoredRows } from '../../core/data/prepareStored';
import { previewColumn } from '../../core/data/preview';
import type { DatasetSpec } from '../../core/data/schema';
import type { StoredTable } from '../../core/data/storedTable';
import type { Table } from '../../core/data/table';
import { neededColumns } from '../../core/data/usedColumns';
import type { CheckedExport } from '../../core/export/verify';
import type { Problem } from '../../core/graph/problem';
import { newProject } from '../../core/graph/project';
import type { Graph, Project } from '../../core/graph/schema';
import type { CommandOf } from '../../core/protocol';
import { predictStored } from '../../core/train/predictStored';
import { type ActiveRun, internalProblem } from './activeRun';
import { CommandReader, type WholeCommand } from './commandReader';
import type { DataStore } from './dataStore';
import { DealtTables } from './dealtTables';
import type { SessionHost, SessionPort } from './host';
import { LastExport } from './lastExport';
import { mostPredicted, startRun } from './startRun';

/**
 * The engine's end of its conversation with one window. Commands are checked on arrival and done in their order; at most
 * one run is under way.
 */
export class Session {
  #run: ActiveRun | null = null;
  #closed = false;
  readonly #dealt: DealtTables;
  /** The rows of the streamed table that was predicted last: its next page needs the same. */
  #predicted: { question: string; rows: StoredRows } | null = null;
  readonly exported = new LastExport();
  readonly #commands = new CommandReader();
  /** The command that is being done, after which the next one is. */
  #queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly port: SessionPort,
    private readonly data: DataStore,
    private readonly host: SessionHost,
  ) {
    this.#dealt = new DealtTables(data, () => host.yieldToMessages());
  }

  open(): void {
    this.port.on('message', ({ data }) => this.#receive(data));
    this.port.on('close', () => this.close());
    this.port.start();
    this.port.postMessage({ type: 'ready' });
  }

  /** The window is gone, or has been given another port. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#run?.abandon();
    this.#run = null;
    this.port.close();
  }

  #receive(message: unknown): void {
    if (this.#closed) return;
    const read = this.#commands.read(message);
    if (!read) return;
    if (!read.ok) {
      this.#refuse(message, read.why);
      return;
    }
    const { command } = read;
    // A question may take its time, on a table that is still being read for one; nothing else waits for its answer.
    if ('requestId' in command) void this.#try(command);
    else this.#queue = this.#queue.then(() => this.#try(command));
  }

  async #try(command: WholeCommand): Promise<void> {
    if (this.#closed) return;
    try {
      await this.#do(command);
    } catch (error) {
      this.host.logError(error);
      this.#answerProblem(command, internalProblem);
    }
  }

  async #do(command: WholeCommand): Promise<void> {
    switch (command.type) {
      case 'start':
        return this.#start(command);
      case 'predict':
        return this.#predict(command);
      case 'queryRows':
        return this.#queryRows(command);
      case 'previewColumn':
        return this.#previewColumn(command);
      case 'previewSplit':
        return this.#previewSplit(command);
      case 'export':
        return this.#export(command);
      case 'readExport':
        return this.#readExport(command);
      case 'pause':
        return this.#runOf(command)?.pause();
      case 'resume':
        return this.#runOf(command)?.resume();
      case 'step':
        return this.#runOf(command)?.step(command.steps);
      case 'stop':
        return this.#runOf(command)?.stop();
      case 'setLearningRate':
        return this.#runOf(command)?.setLearningRate(command.learningRate);
      case 'setPace':
        return this.#runOf(command)?.setPace(command.epochsPerSecond);
      case 'watchRow':
        return this.#runOf(command)?.watchRow(command.row);
      case 'numbersTaken':
        return this.#runOf(command)?.numbersTaken();
      case 'frameShown':
        return this.#runOf(command)?.frameShown(command.sequence);
      default:
        throw command satisfies never;
    }
  }

  /** The run a command is meant for; null if that run has been replaced. */
  #runOf({ runId }: { runId: string }): ActiveRun | null {
    return this.#run?.runId === runId ? this.#run : null;
  }

  async #start(command: CommandOf<'start'>): Promise<void> {
    this.#run?.stop('replaced by a new run');
    this.#run = null;
    const held = await this.data.hold(command.dataId);
    if (held.status === 'cancelled') return;
    if (held.status === 'failed') return this.#answerProblem(command, held.problem);
    const started = await startRun(command, held, (event) => this.#send(event), this.host);
    if (!started.ok) return this.#answerProblem(command, started.problem);
    if (this.#closed) return started.active.abandon();
    this.#run = started.active;
    this.#run.begin(command.paused);
  }

  async #predict(command: CommandOf<'predict'>): Promise<void> {
    const { requestId, dataId, graph, dataset, training, parameters, firstRow = 0 } = command;
    const question = JSON.stringify([dataId, graph, dataset, training]);
    const prepared = this.#predicted?.question === question ? this.#predicted.rows : null;
    const input = {
      ...{ graph, dataset, training, parameters, firstRow, prepared },
      mostRows: mostPredicted,
      breathe: () => this.host.yieldToMessages(),
      onPrepared: (rows: StoredRows) => {
        this.#predicted = { question, rows };
      },
    };
    const found = await this.data.use(dataId, (table) => predictStored({ ...input, table }));
    if (!found.ok) return this.#answerProblem(command, found.problem);
    const predicted = found.value;
    if (!predicted.ok) return this.#answerProblem(command, predicted.problem);
    this.#send({ type: 'predictions', requestId, predictions: predicted.predictions });
  }

  async #queryRows(command: CommandOf<'queryRows'>): Promise<void> {
    const { requestId, dataId, query } = command;
    const { dealt } = query;
    const standings = dealt && this.#dealt.find(dealt.id);
    if (dealt && !standings) return this.#answerProblem(command, forgottenProblem);
    const uses = dealt?.uses;
    const kept = uses && {
      key: `${dealt.id} ${uses.join(' ')}`,
      has: (row: number) => uses.includes(standings!.findUse(row)),
    };
    const found = await this.data.use(dataId, (table) => table.page(query, kept));
    if (!found.ok) return this.#answerProblem(command, found.problem);
    const page = found.value;
    const standing = standings && page.rowNumbers.map((row) => standings.standingOf(row));
    this.#send({ type: 'page', requestId, page: standing ? { ...page, standing } : page });
  }

  async #previewColumn(command: CommandOf<'previewColumn'>): Promise<void> {
    const { requestId, dataId, graph, dataset, seed, column } = command;
    const found = await this.data.use(dataId, (table) => loadForPreview(table, graph, dataset, column));
    if (!found.ok) return this.#answerProblem(command, found.problem);
    if (!found.value) return this.#answerProblem(command, noColumnProblem(column));
    const preview = previewColumn(found.value, graph, dataset, seed, column);
    this.#send({ type: 'columnPreview', requestId, preview });
  }

  async #previewSplit(command: CommandOf<'previewSplit'>): Promise<void> {
    const dealt = await this.#dealt.deal(command);
    if (!dealt.ok) return this.#answerProblem(command, dealt.problem);
    const { id, standings } = dealt.value;
    const { requestId } = command;
    this.#send({ type: 'splitPreview', requestId, preview: standings.split, dealtId: id });
  }

  /** Answers later: a large network takes seconds, in which training is not to stand still. */
  #export(command: CommandOf<'export'>): void {
    const { requestId, format, options, type: _type, parameters, numbers: _numbers, ...fields } = command;
    const project = { ...newProject(), ...fields } as Project;
    const answer = (result: CheckedExport) => {
      if (!result.ok) return this.#answerProblem(command, result.problem);
      const { files, verification } = result;
      const previews = this.exported.keep(requestId, files);
      this.#send({ type: 'exported', requestId, files: previews, verification });
    };
    this.host.runExport({ project, parameters, format, options }).then(answer, (error: unknown) => {
      this.host.logError(error);
      this.#answerProblem(command, internalProblem);
    });
  }

  #readExport(command: CommandOf<'readExport'>): void {
    const part = this.exported.part(command);
    if (part) {
      this.#send({ type: 'exportPart', requestId: command.requestId, part });
    } else {
      const message = 'The export is not there any more, because another one was made meanwhile.';
      this.#answerProblem(command, { code: 'export.replaced', message, hint: 'Export once more.' });
    }
  }

  /** A question gets its answer, a run its end; what belongs to neither has been logged. */
  #answerProblem(command: WholeCommand, problem: Problem): void {
    if ('requestId' in command) {
      this.#send({ type: 'failed', requestId: command.requestId, problem });
    } else if (command.type === 'start') {
      this.#send({ type: 'state', runId: command.runId, state: 'failed', problem });
    } else {
      this.#runOf(command)?.fail(problem);
    }
  }

  /** For a message that is no command: the asker learns that nothing will come of it. */
  #refuse(message: unknown, why: string): void {
    this.host.logError(`Refused a message from the window: ${why}`);
    const { type, runId, requestId } = (message ?? {}) as Record<string, unknown>;
    if (Number.isInteger(requestId)) {
      this.#send({ type: 'failed', requestId: requestId as number, problem: refusedProblem });
    } else if (type === 'start' && typeof runId === 'string') {
      this.#send({ type: 'state', runId, state: 'failed', problem: refusedProblem });
    }
  }

  #send(event: Parameters<SessionPort['postMessage']>[0]): void {
    if (!this.#closed) this.port.postMessage(event);
  }
}

const forgottenProblem: Problem = {
  code: 'data.forgotten',
  message: 'The rows have been dealt out anew since they were asked for.',
  hint: 'Show the table again.',
};

const refusedProblem: Problem = {
  code: 'engine.refused',
  message: 'The engine could not read what the window asked of it.',
  hint: 'Save the project and open it again.',
};

/** The column with those that decide which rows are in use, as far as they are there; null where it is not. */
async function loadForPreview(
  table: StoredTable,
  graph: Graph,
  dataset: DatasetSpec,
  column: string,
): Promise<Table | null> {
  const known = [dataset.columns, table.columns].every((all) => all.some(({ name }) => name === column));
  if (!known) return null;
  const names = new Set([...neededColumns(graph, dataset), column]);
  return table.load([...names]);
}

function noColumnProblem(column: string): Problem {
  return {
    code: 'data.column',
    message: `The data has no column "${column}" to show.`,
    hint: 'Import the file again.',
  };
}
