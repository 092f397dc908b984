import { rm } from 'node:fs/promises';
import type { DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api';
import type { ImportProgress, Misfit } from '../core/data/summary';
import type { Database, Session } from './database';
import { ImportCancelled } from './importProblem';

const progressMs = 50;
const interruptMs = 10;
export const misfitsListed = 1000;

/** The ends of a column of numbers; all 0 where every cell is missing. */
export interface NumberRange {
  min: number;
  max: number;
}

/** Column of a table that was read; its name in the database is `c` and its place in the list. */
export interface ReadColumn {
  name: string;
  /** `integer` and `category` are a first guess, which counting the values may change to `number` and `text`. */
  type: 'number' | 'integer' | 'boolean' | 'date' | 'category' | 'text';
  forced: boolean;
}

/** Rows in the database, not summarised yet. */
export interface ReadRows {
  /** `database.rows` in SQL. */
  table: string;
  rowCount: number;
  columns: ReadColumn[];
  /** Of columns of numbers, where they are known already. */
  ranges?: ReadonlyMap<number, NumberRange>;
  misfitCount: number;
  misfits: Misfit[];
}

/** One import under way: runs its queries, tells how far it is, and stops it when asked to. */
export class ImportRun {
  private readonly startedMs = performance.now();
  private timer: NodeJS.Timeout | undefined;
  private stage: ImportProgress['stage'] = 'reading';
  private bytesDone = 0;
  private rowsTotal: number | null = null;
  private isFollowingQuery = false;
  private readonly temporaryFiles: string[] = [];
  /** Name of the attached file. */
  attached: string | undefined;
  /** For the number of rows before they are counted. */
  bytesPerRow = Number.POSITIVE_INFINITY;

  constructor(
    readonly database: Database,
    readonly session: Session,
    /** On disk. */
    readonly bytes: number,
    readonly signal: AbortSignal,
    private readonly onProgress: ((progress: ImportProgress) => void) | undefined,
  ) {
    if (onProgress) this.timer = setInterval(() => this.tell(), progressMs);
  }

  /** The table's name in SQL, once `attach` has made room for it. */
  get table(): string {
    return `${this.attached}.rows`;
  }

  /** An empty file in the database for a table of so many columns, written in groups of rows of this size or the usual one. */
  async attach(columns: number, groupRows: number | null = null): Promise<void> {
    this.attached ??= await this.database.attach(this.session, columns, groupRows);
  }

  /** A path for a file that is deleted with the end of the import. */
  temporaryPath(ending: string): string {
    const path = this.database.temporaryPath(ending);
    this.temporaryFiles.push(path);
    return path;
  }

  /** Throws where the import is to stop. */
  check(): void {
    if (this.signal.aborted) throw new ImportCancelled();
  }

  /** Bytes that were read by hand. */
  advance(bytes: number): void {
    this.bytesDone = Math.min(this.bytes, this.bytesDone + bytes);
  }

  rewind(): void {
    this.bytesDone = 0;
  }

  summarise(rows: number): void {
    this.stage = 'summarising';
    this.bytesDone = this.bytes;
    this.rowsTotal = rows;
  }

  private tell(): void {
    if (this.isFollowingQuery)
      this.bytesDone = Math.max(this.bytesDone, Math.min(1, this.session.progress) * this.bytes);
    const { stage, bytes } = this;
    const bytesDone = Math.round(this.bytesDone);
    const seconds = (performance.now() - this.startedMs) / 1000;
    const rows = this.rowsTotal ?? Math.floor(bytesDone / this.bytesPerRow);
    this.onProgress?.({ stage, bytesDone, bytes, rows, megabytesPerSecond: bytesDone / 1e6 / seconds });
  }

  /** Runs a query that reads the file from one end to the other. */
  async read(sql: string): Promise<void> {
    this.isFollowingQuery = true;
    try {
      await this.run(sql);
    } finally {
      this.isFollowingQuery = false;
    }
  }

  async run(sql: string, values?: DuckDBValue[]): Promise<void> {
    await this.guarded(() => this.session.run(sql, values));
  }

  rows(sql: string, values?: DuckDBValue[]): Promise<DuckDBValue[][]> {
    return this.guarded(() => this.session.rows(sql, values));
  }

  /** Reads a result piece by piece. */
  async scan(sql: string, take: (chunk: DuckDBDataChunk) => Promise<void>): Promise<void> {
    await this.guarded(async () => {
      const result = await this.session.stream(sql);
      // The database prepares the next piece while this one is looked at.
      let next = result.fetchChunk();
      for (;;) {
        const chunk = await next;
        this.check();
        if (!chunk || chunk.rowCount === 0) return;
        next = result.fetchChunk();
        // Its failure is told when its turn comes, also where this piece fails first.
        next.catch(() => undefined);
        await take(chunk);
      }
    });
  }

  private async guarded<T>(query: () => Promise<T>): Promise<T> {
    this.check();
    // A query that has not begun yet forgets that it was interrupted.
    let again: NodeJS.Timeout | undefined;
    const stop = () => {
      this.session.interrupt();
      again = setInterval(() => this.session.interrupt(), interruptMs);
    };
    this.signal.addEventListener('abort', stop, { once: true });
    try {
      return await query();
    } catch (error) {
      this.check();
      throw error;
    } finally {
      clearInterval(again);
      this.signal.removeEventListener('abort', stop);
    }
  }

  /** No progress is told from here on. */
  async finish(): Promise<void> {
    clearInterval(this.timer);
    for (const path of this.temporaryFiles) await rm(path, { force: true });
  }
}
