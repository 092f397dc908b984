import type { Problem } from '../graph/problem';
import type { KeptRows, RowPage, RowQuery } from './query';
import type { ColumnType } from './schema';
import type { FileSource, Fingerprint } from './source';
import type { ColumnSummary, ImportProgress, Misfit } from './summary';
import type { Table } from './table';

/** A table that has been read from a file and is kept where it may be larger than memory. */
export interface StoredTable {
  readonly rowCount: number;
  readonly columns: readonly { name: string; type: ColumnType }[];
  /** One page of rows as text, of those that `kept` has where it is given. */
  page(query: RowQuery, kept?: KeptRows): Promise<RowPage>;
  /** Whole columns in memory, in the order of the names; a name that is not there is left out. */
  load(names: readonly string[]): Promise<Table>;
  /**
   * The same for `count` rows from row `first` on, in the order of the file; `rowCount` is then theirs. `spent` is an earlier answer
   * that nobody looks at any more: its memory is written anew.
   */
  loadRows(names: readonly string[], first: number, count: number, spent?: Table): Promise<Table>;
  /** Gives back memory and disk. */
  close(): Promise<void>;
}

export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface ImportRequest {
  /** With an absolute path. What is left out is detected. */
  source: FileSource;
  /** Types that the user has set, by column; the others are detected. */
  types?: Readonly<Record<string, ColumnType>>;
  /** Set off by the host, an `AbortSignal` for one. */
  signal?: CancelSignal;
  /** At most 20 times a second. */
  onProgress?(progress: ImportProgress): void;
}

export interface ImportedTable {
  table: StoredTable;
  /** With what was detected filled in. */
  source: FileSource;
  columns: ColumnSummary[];
  /** Compressed size on disk where the file is compressed. */
  bytes: number;
  fingerprint: Fingerprint;
  /** Rows left out, and the first 1,000 of them by line. */
  misfitCount: number;
  misfits: Misfit[];
}

export type ImportResult =
  | { status: 'done'; imported: ImportedTable }
  | { status: 'cancelled' }
  | { status: 'failed'; problem: Problem };
