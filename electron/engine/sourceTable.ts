import type { ImportedTable, ImportRequest, ImportResult, StoredTable } from '../../core/data/storedTable';
import type { ImportProgress } from '../../core/data/summary';
import type { Problem } from '../../core/graph/problem';
import type { DataRequest } from '../ipc/engineProcess';
import { ColumnCache } from './columnCache';

/** Reads a source of any kind into a table. */
export type ReadSource = (
  request: DataRequest,
  options: Pick<ImportRequest, 'signal' | 'onProgress'>,
) => Promise<ImportResult>;

/** What was read. It is not closed before `release`, whatever is asked meanwhile. */
export type HeldTable =
  | {
      status: 'done';
      imported: ImportedTable;
      /** The table; whole columns that were loaded before are there at once. */
      table: StoredTable;
      release(): void;
    }
  | { status: 'cancelled' }
  | { status: 'failed'; problem: Problem };

/** One source that main has had opened. It is read at once, and again where its table was given back in between. */
export class SourceTable {
  #reading: Promise<ImportResult> | null = null;
  readonly #abort = new AbortController();
  readonly #columns = new ColumnCache();
  /** Who is using the table now, or waits for it. */
  #users = 0;
  #closed = false;
  #letGoWhenFree = false;

  constructor(
    private readonly request: DataRequest,
    private readonly readSource: ReadSource,
  ) {}

  /** Whether it takes up memory and disk. */
  get isAwake(): boolean {
    return this.#reading !== null && !this.#letGoWhenFree;
  }

  /** The first call reads the source, and the others wait for that. Throws what only a bug of ours can be. */
  async hold(onProgress?: (progress: ImportProgress) => void): Promise<HeldTable> {
    if (this.#closed) return { status: 'cancelled' };
    this.#letGoWhenFree = false;
    this.#users += 1;
    let kept = false;
    try {
      this.#reading ??= this.readSource(this.request, {
        signal: this.#abort.signal,
        ...(onProgress && { onProgress }),
      });
      const result = await this.#reading;
      if (this.#closed) return { status: 'cancelled' };
      if (result.status !== 'done') return result;
      kept = true;
      const { imported } = result;
      return { status: 'done', imported, table: this.#cached(imported.table), release: this.#releaseOnce() };
    } finally {
      if (!kept) this.#release();
    }
  }

  /** Gives back memory and disk as soon as nobody uses them. The next use reads the source again. */
  rest(): void {
    this.#letGoWhenFree = true;
    if (this.#users === 0) this.#letGo();
  }

  /** The same for good; what is still being read is broken off. */
  close(): void {
    this.#closed = true;
    this.#abort.abort();
    this.rest();
  }

  #cached(table: StoredTable): StoredTable {
    return {
      rowCount: table.rowCount,
      columns: table.columns,
      page: (query, kept) => table.page(query, kept),
      load: (names) => this.#columns.load(table, names),
      loadRows: (names, first, count) => table.loadRows(names, first, count),
      close: () => Promise.reject(new Error('internal: a table that is held is released, not closed')),
    };
  }

  #releaseOnce(): () => void {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#release();
    };
  }

  #release(): void {
    this.#users -= 1;
    if (this.#letGoWhenFree && this.#users === 0) this.#letGo();
  }

  #letGo(): void {
    this.#letGoWhenFree = false;
    const reading = this.#reading;
    this.#reading = null;
    this.#columns.clear();
    void reading?.then(
      async (result) => {
        if (result.status === 'done') await result.imported.table.close();
      },
      // Whoever asked for it has been told.
      () => undefined,
    );
  }
}
