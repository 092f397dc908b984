import type { StoredTable } from '../data/storedTable';
import { cellTexts, type Table, type TableColumn, textColumn } from '../data/table';

export interface CountedTable extends StoredTable {
  /** Rows and columns that were asked for so far, the largest request at once. */
  readonly mostCells: number;
  /** From now on every read fails with this. */
  fail(error: Error): void;
}

/** A table in memory behind the interface of one that is not: every read comes later, and texts are numbered anew in each. */
export function storedTable(table: Table): CountedTable {
  let mostCells = 0;
  let failure: Error | null = null;
  const read = async (names: readonly string[], first: number, count: number): Promise<Table> => {
    await new Promise((resolve) => setImmediate(resolve));
    if (failure) throw failure;
    const rows = Math.max(0, Math.min(count, table.rowCount - first));
    const columns = names.flatMap((name) => {
      const column = table.columns.find((each) => each.name === name);
      return column ? [cut(column, first, rows)] : [];
    });
    mostCells = Math.max(mostCells, rows * columns.length);
    return { columns, rowCount: rows };
  };
  return {
    rowCount: table.rowCount,
    columns: table.columns.map(({ name, kind }) => ({ name, type: kind })),
    get mostCells() {
      return mostCells;
    },
    fail(error) {
      failure = error;
    },
    page: () => Promise.reject(new Error('not asked for')),
    load: (names) => read(names, 0, table.rowCount),
    loadRows: read,
    close: async () => {},
  };
}

function cut(column: TableColumn, first: number, count: number): TableColumn {
  if (column.kind !== 'text') return { ...column, values: column.values.slice(first, first + count) };
  const texts = cellTexts({ ...column, codes: column.codes.slice(first, first + count) });
  return textColumn(column.name, texts);
}
