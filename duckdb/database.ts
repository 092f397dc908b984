import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBResult, type DuckDBValue } from '@duckdb/node-api';
import { makeTemporaryFolder } from './temporaryFolder';

export interface DatabaseOptions {
  /** Where temporary files go. */
  folder: string;
  memoryLimitBytes: number;
  threads: number;
}

const manyColumns = 200;

/** One DuckDB in a temporary folder. Every table lives in a file of its own, so that closing it gives back the disk. */
export class Database {
  private tables = 0;

  private constructor(
    private readonly instance: DuckDBInstance,
    readonly folder: string,
    private readonly memoryLimit: string,
  ) {}

  static async open({ folder: parent, memoryLimitBytes, threads }: DatabaseOptions): Promise<Database> {
    const folder = await makeTemporaryFolder(parent);
    const memoryLimit = `${Math.max(64, Math.floor(memoryLimitBytes / 1_000_000))}MB`;
    const instance = await DuckDBInstance.create(join(folder, 'main.duckdb'), {
      threads: String(threads),
      memory_limit: memoryLimit,
      temp_directory: join(folder, 'spill'),
      // Nothing is ever fetched from a network.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const database = new Database(instance, folder, memoryLimit);
    const session = await database.connect();
    // Tables are thrown away with the process: what a crash would leave half done is deleted, not repaired.
    await session.run("set global wal_autocheckpoint = '1TB'");
    session.close();
    return database;
  }

  async connect(): Promise<Session> {
    const session = new Session(await this.instance.connect());
    await session.run("set timezone = 'UTC'");
    await session.run('set enable_progress_bar = true');
    await session.run('set enable_progress_bar_print = false');
    return session;
  }

  /**
   * A new, empty file for a table of so many columns, attached under the name it answers. `groupRows` of them are written together,
   * a multiple of 2,048; null for the usual.
   */
  async attach(session: Session, columns: number, groupRows: number | null): Promise<string> {
    this.tables += 1;
    const name = `t${this.tables}`;
    const options = [
      // Every column being written takes at least a block of memory.
      ...(columns > manyColumns ? ['block_size 16384'] : []),
      ...(groupRows === null ? [] : [`row_group_size ${groupRows}`]),
    ];
    const set = options.length > 0 ? `(${options.join(', ')})` : '';
    await session.run(`attach '${this.pathOf(name)}' as ${name} ${set}`);
    return name;
  }

  async detach(session: Session, name: string): Promise<void> {
    await session.run(`detach ${name}`);
    const path = join(this.folder, `${name}.duckdb`);
    await Promise.all([rm(path, { force: true }), rm(`${path}.wal`, { force: true })]);
  }

  /**
   * Gives the system back the memory that is free inside the process, of which reading a file leaves about its own size. Setting
   * the limit makes the database do so, also to what it is; it takes some milliseconds.
   */
  async giveBackMemory(session: Session): Promise<void> {
    await session.run(`set global memory_limit = '${this.memoryLimit}'`);
  }

  /** A path for a file that the caller deletes. */
  temporaryPath(ending: string): string {
    this.tables += 1;
    return join(this.folder, `file${this.tables}${ending}`);
  }

  private pathOf(name: string): string {
    return join(this.folder, `${name}.duckdb`).replaceAll("'", "''");
  }

  async close(): Promise<void> {
    this.instance.closeSync();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** One connection: one query at a time. */
export class Session {
  constructor(private readonly connection: DuckDBConnection) {}

  async run(sql: string, values?: DuckDBValue[]): Promise<void> {
    await this.connection.run(sql, values);
  }

  async rows(sql: string, values?: DuckDBValue[]): Promise<DuckDBValue[][]> {
    return (await this.connection.runAndReadAll(sql, values)).getRows();
  }

  /** Rows as they are asked for, in pieces of about 2,000. */
  stream(sql: string, values?: DuckDBValue[]): Promise<DuckDBResult> {
    return this.connection.stream(sql, values);
  }

  /** The running query fails at once. */
  interrupt(): void {
    this.connection.interrupt();
  }

  /** How far the running query has come, 0 … 1. */
  get progress(): number {
    return Math.max(0, this.connection.progress.percentage) / 100;
  }

  close(): void {
    this.connection.closeSync();
  }
}
