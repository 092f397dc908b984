import type { StoredTable } from '../../core/data/storedTable';
import type { Table, TableColumn } from '../../core/data/table';

/** What the columns of one table may take up in memory while nothing asks for them. */
const keptBytes = 512 * 1024 * 1024;

/** Columns that were loaded from a stored table. They never change, so the next run or preview has them at once. */
export class ColumnCache {
  /** In the order of their last use. */
  readonly #columns = new Map<string, TableColumn>();
  #loading: Promise<unknown> = Promise.resolve();

  constructor(private readonly limitBytes = keptBytes) {}

  /** The columns in the order of the names, without those that the table does not have. */
  load(table: StoredTable, names: readonly string[]): Promise<Table> {
    // One after another, so that no column is read twice at the same time.
    const loaded = this.#loading.then(() => this.#load(table, names));
    this.#loading = loaded.catch(() => undefined);
    return loaded;
  }

  clear(): void {
    this.#columns.clear();
  }

  async #load(table: StoredTable, names: readonly string[]): Promise<Table> {
    const absent = names.filter((name) => !this.#columns.has(name));
    const fresh = absent.length > 0 ? (await table.load(absent)).columns : [];
    const found = new Map(fresh.map((column) => [column.name, column]));
    const columns = names.flatMap((name) => found.get(name) ?? this.#columns.get(name) ?? []);
    for (const column of columns) {
      this.#columns.delete(column.name);
      this.#columns.set(column.name, column);
    }
    this.#forgetOldest(new Set(names));
    return { columns, rowCount: table.rowCount };
  }

  #forgetOldest(inUse: ReadonlySet<string>): void {
    let bytes = 0;
    for (const column of this.#columns.values()) bytes += bytesOf(column);
    for (const [name, column] of this.#columns) {
      if (bytes <= this.limitBytes) return;
      if (inUse.has(name)) continue;
      bytes -= bytesOf(column);
      this.#columns.delete(name);
    }
  }
}

/** Texts are counted with 32 bytes each. */
function bytesOf(column: TableColumn): number {
  if (column.kind === 'text') return column.codes.byteLength + 32 * column.texts.length;
  return column.values.byteLength;
}
