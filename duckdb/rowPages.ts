import type { DuckDBValue } from '@duckdb/node-api';
import type { KeptRows, RowPage, RowQuery } from '../core/data/query';
import type { ColumnType } from '../core/data/schema';
import { dateText } from '../core/data/table';
import { isText } from './columnSql';
import type { Session } from './database';
import { type RowSelection, selectRows } from './rowQuery';
import { doublesOf } from './typedColumns';

const queriesKept = 3;

/** Pages of a table's rows. The rows of a sorted or filtered view are found once, so that scrolling it is quick. */
export class RowPages {
  /** Row numbers by query, the last used last. */
  private readonly found = new Map<string, Promise<Uint32Array>>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly session: Session,
    private readonly table: string,
    private readonly columns: readonly { name: string; type: ColumnType }[],
    private readonly rowCount: number,
  ) {}

  async page(query: RowQuery, kept?: KeptRows): Promise<RowPage> {
    const columns = (query.columns ?? this.columns.map((_, index) => index)).filter(
      (index) => index < this.columns.length,
    );
    if (query.rows) return this.pageOf(query.rows, query, columns);
    const selection = selectRows(this.columns, query);
    if (selection.where === null && selection.orderBy === '' && !kept) {
      const last = Math.min(query.first + query.count, this.rowCount) - 1;
      const rowNumbers = Array.from(
        { length: Math.max(0, last - query.first + 1) },
        (_, at) => query.first + at,
      );
      const rows = await this.cells(columns, `rowid between ${query.first} and ${last}`, rowNumbers);
      return { first: query.first, rowNumbers, rows, total: this.rowCount };
    }
    return this.pageOf(await this.rowNumbers(selection, kept), query, columns);
  }

  private async pageOf(
    all: Uint32Array | readonly number[],
    { first, count }: RowQuery,
    columns: readonly number[],
  ): Promise<RowPage> {
    const rowNumbers = [...all.slice(first, first + count)].filter((number) => number < this.rowCount);
    const rows = await this.cells(columns, `rowid in (${rowNumbers.join(', ')})`, rowNumbers);
    return { first, rowNumbers, rows, total: all.length };
  }

  private rowNumbers(selection: RowSelection, kept?: KeptRows): Promise<Uint32Array> {
    const key = JSON.stringify([selection, kept?.key]);
    const known = this.found.get(key);
    this.found.delete(key);
    const numbers = known ?? this.inTurn(() => this.find(selection, kept));
    this.found.set(key, numbers);
    if (!known) {
      // A query that failed is not remembered.
      numbers.catch(() => this.found.delete(key));
      for (const old of this.found.keys()) {
        if (this.found.size <= queriesKept) break;
        this.found.delete(old);
      }
    }
    return numbers;
  }

  private async find({ where, orderBy, values }: RowSelection, kept?: KeptRows): Promise<Uint32Array> {
    if (where === null && orderBy === '') return this.all().filter((row) => kept?.has(row) ?? true);
    const sql = `select rowid::double from ${this.table} ${where ? `where ${where}` : ''} order by ${orderBy || 'rowid'}`;
    const result = await this.session.stream(sql, values);
    const numbers = new Uint32Array(this.rowCount);
    let count = 0;
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) break;
      numbers.set(doublesOf(chunk.getColumnVector(0)).subarray(0, chunk.rowCount), count);
      count += chunk.rowCount;
    }
    const found = numbers.subarray(0, count);
    return kept ? found.filter((row) => kept.has(row)) : found.slice();
  }

  private all(): Uint32Array {
    return Uint32Array.from({ length: this.rowCount }, (_, row) => row);
  }

  /** Cells as text, in the order of `rowNumbers`. */
  private async cells(
    columns: readonly number[],
    where: string,
    rowNumbers: readonly number[],
  ): Promise<string[][]> {
    if (columns.length === 0) return rowNumbers.map(() => []);
    if (rowNumbers.length === 0) return [];
    const names = ['rowid', ...columns.map((index) => `c${index}`)].join(', ');
    const rows = await this.inTurn(() =>
      this.session.rows(`select ${names} from ${this.table} where ${where}`),
    );
    const byNumber = new Map(rows.map(([number, ...cells]) => [Number(number), cells]));
    const types = columns.map((index) => this.columns[index]!.type);
    return rowNumbers.map((number) =>
      byNumber.get(number)!.map((cell, place) => cellText(cell, types[place]!)),
    );
  }

  /** A connection answers one query at a time. */
  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = this.queue.then(task);
    this.queue = result.catch(() => undefined);
    return result;
  }
}

function cellText(cell: DuckDBValue, type: ColumnType): string {
  if (cell === null) return '';
  if (isText(type)) return String(cell);
  const value = Number(cell);
  if (type === 'boolean') return value === 0 ? 'false' : 'true';
  return type === 'date' ? dateText(value) : String(value);
}
