import type { Table } from '../../core/data/table';
import type { Problem } from '../../core/graph/problem';
import type { FromEngine } from '../ipc/engineProcess';
import { type OpenedCsv, openCsv } from './openCsv';

export type FoundTable = { ok: true; table: Table } | { ok: false; problem: Problem };

/** The data files that main has had opened, by id. An id is known from the moment of asking; its table comes later. */
export class DataStore {
  readonly #opened = new Map<string, Promise<OpenedCsv>>();

  constructor(private readonly read: (path: string) => Promise<OpenedCsv> = openCsv) {}

  async open(dataId: string, path: string): Promise<FromEngine['outcome']> {
    const opening = this.read(path);
    this.#opened.set(dataId, opening);
    const opened = await opening;
    if (!opened.ok) return { status: 'failed', problem: opened.problem };
    return { status: 'done', value: { dataId, ...opened.summary } };
  }

  close(dataId: string): void {
    this.#opened.delete(dataId);
  }

  /** Waits for a file that is still being read. */
  async table(dataId: string): Promise<FoundTable> {
    const opened = await this.#opened.get(dataId);
    return opened ?? { ok: false, problem: notOpen };
  }
}

const notOpen: Problem = {
  code: 'data.notOpen',
  message: 'The data file is not open.',
  hint: 'Import it again.',
};
