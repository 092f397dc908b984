import type { DuckDBDataChunk, DuckDBResult, DuckDBVector } from '@duckdb/node-api';
import type { ColumnType } from '../core/data/schema';
import type { Table, TableColumn } from '../core/data/table';
import { internalError } from '../core/graph/problem';
import { isText } from './columnSql';

/** Result rows of the database as columns in memory. */

/** The expression that reads a column for `readColumns`: no number is null. */
export function loadedValue(index: number, type: ColumnType): string {
  return isText(type) ? `c${index}` : `coalesce(c${index}, 'nan'::double) as c${index}`;
}

/**
 * The numbers of a vector, without an object for each. The package keeps this array to itself, and offers nothing but
 * one item at a time instead, at thirty times the cost.
 */
export function doublesOf(vector: DuckDBVector): Float64Array {
  const { items } = vector as unknown as { items?: unknown };
  if (!(items instanceof Float64Array)) throw internalError('the vector does not hold doubles');
  return items;
}

interface Filling {
  add(chunk: DuckDBDataChunk, place: number, row: number): void;
  finish(rowCount: number): TableColumn;
}

/** Reads a result whose columns are the given ones, of at most `capacity` rows. The numbers of `spent` are overwritten. */
export async function readColumns(
  result: DuckDBResult,
  columns: readonly { name: string; type: ColumnType }[],
  capacity: number,
  spent?: Table,
): Promise<Table> {
  const free = spent ? arraysOf(spent, capacity) : [];
  const filling = columns.map(({ name, type }) =>
    isText(type)
      ? new Texts(name, capacity)
      : new Numbers(name, type, free.pop() ?? new Float64Array(capacity)),
  );
  let rowCount = 0;
  // The database prepares the next piece while this one is looked at.
  let next = result.fetchChunk();
  for (;;) {
    const chunk = await next;
    if (!chunk || chunk.rowCount === 0) break;
    next = result.fetchChunk();
    // Its failure is told when its turn comes, also where this piece fails first.
    next.catch(() => undefined);
    filling.forEach((column, place) => {
      column.add(chunk, place, rowCount);
    });
    rowCount += chunk.rowCount;
  }
  return { rowCount, columns: filling.map((column) => column.finish(rowCount)) };
}

function arraysOf({ columns }: Table, capacity: number): Float64Array[] {
  const arrays = columns.flatMap((column) => (column.kind === 'text' ? [] : [column.values]));
  return arrays.filter(({ length }) => length === capacity);
}

class Numbers implements Filling {
  constructor(
    private readonly name: string,
    private readonly type: ColumnType,
    private readonly values: Float64Array,
  ) {}

  add(chunk: DuckDBDataChunk, place: number, row: number): void {
    this.values.set(doublesOf(chunk.getColumnVector(place)).subarray(0, chunk.rowCount), row);
  }

  finish(rowCount: number): TableColumn {
    const kind = this.type === 'boolean' || this.type === 'date' ? this.type : 'number';
    const values = rowCount === this.values.length ? this.values : this.values.slice(0, rowCount);
    return { name: this.name, kind, values };
  }
}

class Texts implements Filling {
  private readonly codes: Int32Array;
  private readonly codeOf = new Map<string, number>();

  constructor(
    private readonly name: string,
    capacity: number,
  ) {
    this.codes = new Int32Array(capacity);
  }

  add(chunk: DuckDBDataChunk, place: number, row: number): void {
    const vector = chunk.getColumnVector(place);
    for (let index = 0; index < chunk.rowCount; index++) {
      const text = vector.getItem(index) as string | null;
      this.codes[row + index] = text === null ? -1 : this.codeFor(text);
    }
  }

  private codeFor(text: string): number {
    const known = this.codeOf.get(text);
    if (known !== undefined) return known;
    this.codeOf.set(text, this.codeOf.size);
    return this.codeOf.size - 1;
  }

  finish(rowCount: number): TableColumn {
    const codes = rowCount === this.codes.length ? this.codes : this.codes.slice(0, rowCount);
    return { name: this.name, kind: 'text', codes, texts: [...this.codeOf.keys()] };
  }
}
