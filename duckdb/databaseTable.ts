import type { KeptRows, RowPage, RowQuery } from '../core/data/query';
import type { ColumnType } from '../core/data/schema';
import type { StoredTable } from '../core/data/storedTable';
import type { Table } from '../core/data/table';
import type { Database, Session } from './database';
import { RowPages } from './rowPages';
import { loadedValue, readColumns } from './typedColumns';

/** A table in a file of its own, attached to the database as `name`. */
export class DatabaseTable implements StoredTable {
  private readonly pages: RowPages;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly session: Session,
    private readonly name: string,
    readonly rowCount: number,
    readonly columns: readonly { name: string; type: ColumnType }[],
  ) {
    this.pages = new RowPages(session, `${name}.rows`, columns, rowCount);
  }

  page(query: RowQuery, kept?: KeptRows): Promise<RowPage> {
    return this.pages.page(query, kept);
  }

  load(names: readonly string[]): Promise<Table> {
    return this.read(names, '', this.rowCount);
  }

  loadRows(names: readonly string[], first: number, count: number, spent?: Table): Promise<Table> {
    const last = Math.min(first + count, this.rowCount) - 1;
    return this.read(names, `where rowid between ${first} and ${last}`, Math.max(0, last - first + 1), spent);
  }

  private async read(
    names: readonly string[],
    where: string,
    capacity: number,
    spent?: Table,
  ): Promise<Table> {
    const byName = new Map(this.columns.map((column, index) => [column.name, { ...column, index }]));
    const wanted = names.flatMap((name) => byName.get(name) ?? []);
    if (wanted.length === 0 || capacity === 0) {
      return { rowCount: capacity, columns: wanted.map(emptyColumn) };
    }
    const session = await this.database.connect();
    try {
      const values = wanted.map(({ index, type }) => loadedValue(index, type));
      const result = await session.stream(`select ${values.join(', ')} from ${this.name}.rows ${where}`);
      return await readColumns(result, wanted, capacity, spent);
    } finally {
      session.close();
    }
  }

  close(): Promise<void> {
    this.closing ??= this.giveBack();
    return this.closing;
  }

  private async giveBack(): Promise<void> {
    await this.database.detach(this.session, this.name);
    this.session.close();
  }
}

function emptyColumn({ name, type }: { name: string; type: ColumnType }): Table['columns'][number] {
  if (type === 'category' || type === 'text')
    return { name, kind: 'text', codes: new Int32Array(0), texts: [] };
  const kind = type === 'boolean' || type === 'date' ? type : 'number';
  return { name, kind, values: new Float64Array(0) };
}
