import type { StoredTable } from '../../core/data/storedTable';
import type { ImportProgress } from '../../core/data/summary';
import type { Problem } from '../../core/graph/problem';
import type { DataSummary } from '../../core/protocol';
import type { Outcome } from '../ipc/contract';
import type { DataRequest } from '../ipc/engineProcess';
import { dataSummary } from './dataSummary';
import { type HeldTable, type ReadSource, SourceTable } from './sourceTable';

/** So many tables are kept; the others are read again when they are needed, after an undo for one. */
const awakeTables = 3;

/** The data that main has had opened, by id. An id is known from the moment of asking; its table comes later. */
export class DataStore {
  /** In the order of their last use. */
  readonly #tables = new Map<string, SourceTable>();

  constructor(private readonly readSource: ReadSource) {}

  async open(
    dataId: string,
    request: DataRequest,
    onProgress?: (progress: ImportProgress) => void,
  ): Promise<Outcome<DataSummary>> {
    const source = new SourceTable(request, this.readSource);
    this.#tables.set(dataId, source);
    const holding = source.hold(onProgress);
    this.#putOldestToRest();
    const held = await holding;
    if (held.status !== 'done') return held;
    try {
      return { status: 'done', value: await dataSummary(dataId, request, held.imported) };
    } finally {
      held.release();
    }
  }

  /** Gives back memory and disk, as soon as what is using them is done. */
  close(dataId: string): void {
    this.#tables.get(dataId)?.close();
    this.#tables.delete(dataId);
  }

  /** The table, which stays open until `release`. Waits for one that is still being read. */
  async hold(dataId: string): Promise<HeldTable> {
    const source = this.#tables.get(dataId);
    if (!source) return { status: 'failed', problem: notOpenProblem };
    this.#tables.delete(dataId);
    this.#tables.set(dataId, source);
    const holding = source.hold();
    this.#putOldestToRest();
    const held = await holding;
    return held.status === 'cancelled' ? { status: 'failed', problem: notOpenProblem } : held;
  }

  /** The same for the time of one action. */
  async use<T>(
    dataId: string,
    action: (table: StoredTable) => T | Promise<T>,
  ): Promise<{ ok: true; value: T } | { ok: false; problem: Problem }> {
    const held = await this.hold(dataId);
    if (held.status === 'failed') return { ok: false, problem: held.problem };
    if (held.status === 'cancelled') return { ok: false, problem: notOpenProblem };
    try {
      return { ok: true, value: await action(held.table) };
    } finally {
      held.release();
    }
  }

  #putOldestToRest(): void {
    const awake = [...this.#tables.values()].filter((source) => source.isAwake);
    for (const source of awake.slice(0, -awakeTables)) source.rest();
  }
}

const notOpenProblem: Problem = {
  code: 'data.notOpen',
  message: 'The data file is not open.',
  hint: 'Import it again.',
};
