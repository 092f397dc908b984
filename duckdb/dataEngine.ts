import { type Stats, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FileSource } from '../core/data/source';
import type { ImportRequest, ImportResult } from '../core/data/storedTable';
import { fileProblem } from '../core/files/fileProblem';
import { Database, type DatabaseOptions } from './database';
import { DatabaseTable } from './databaseTable';
import { readByteFacts } from './fingerprint';
import { importCsv } from './importCsv';
import { importJsonLines } from './importJsonLines';
import { importParquet } from './importParquet';
import { ImportCancelled, ImportFailure, problemOf } from './importProblem';
import { ImportRun, type ReadRows } from './importRun';
import { summariseRows } from './summarise';

/** Reads files into typed tables that are kept on disk. */
export class DataEngine {
  private constructor(private readonly database: Database) {}

  /** `folder` holds temporary files: those of a process that crashed are deleted now, the others at `close`. */
  static async open(options: DatabaseOptions): Promise<DataEngine> {
    return new DataEngine(await Database.open(options));
  }

  /**
   * Reads a file. What is wrong with it is an answer; only a bug of ours throws. An import that fails or is cancelled
   * leaves nothing behind.
   */
  async import(request: ImportRequest): Promise<ImportResult> {
    const { path } = request.source;
    try {
      const before = await stat(path);
      if (before.isDirectory()) throw new ImportFailure(fileProblem({ code: 'EISDIR' }, 'read', path));
      return await this.importFile(request, before);
    } catch (error) {
      if (error instanceof ImportCancelled) return { status: 'cancelled' };
      return { status: 'failed', problem: problemOf(error, path) };
    }
  }

  private async importFile(request: ImportRequest, before: Stats): Promise<ImportResult> {
    const { database } = this;
    const { path } = request.source;
    const session = await database.connect();
    const stop = new AbortController();
    const cancel = () => stop.abort();
    request.signal?.addEventListener('abort', cancel);
    if (request.signal?.aborted) cancel();
    const run = new ImportRun(database, session, before.size, stop.signal, request.onProgress);
    const facts = readByteFacts(path, stop.signal);
    // An import that has failed before does not wait for it.
    facts.catch(() => undefined);
    try {
      const { rows, source } = await this.read(run, request, facts);
      run.summarise(rows.rowCount);
      await database.giveBackMemory(session);
      const columns = await summariseRows(run, rows);
      await database.giveBackMemory(session);
      const { sha256, bytes } = await facts;
      run.check();
      refuseChanged(path, before, bytes);
      const types = columns.map((column) => ({ name: column.name, type: column.type }));
      const table = new DatabaseTable(database, session, run.attached!, rows.rowCount, types);
      const fingerprint = { bytes, rows: rows.rowCount, sha256, columns: types };
      const { misfitCount, misfits } = rows;
      return {
        status: 'done',
        imported: { table, source, columns, bytes, fingerprint, misfitCount, misfits },
      };
    } catch (error) {
      stop.abort();
      if (run.attached) await database.detach(session, run.attached);
      session.close();
      throw error;
    } finally {
      await run.finish();
      request.signal?.removeEventListener('abort', cancel);
    }
  }

  private async read(
    run: ImportRun,
    { source, types }: ImportRequest,
    facts: ReturnType<typeof readByteFacts>,
  ): Promise<{ rows: ReadRows; source: FileSource }> {
    switch (source.kind) {
      case 'csv':
        return importCsv(run, source, types, facts);
      case 'parquet':
        return { rows: await importParquet(run, source, types), source };
      case 'jsonLines':
        return { rows: await importJsonLines(run, source, types), source };
      default:
        throw source satisfies never;
    }
  }

  /** Closes every table and deletes all temporary files. */
  close(): Promise<void> {
    return this.database.close();
  }
}

/** A file that somebody writes to while it is read gives rows that never stood in it together. */
function refuseChanged(path: string, before: Stats, bytesRead: number): void {
  const after = statSync(path);
  if (after.mtimeMs === before.mtimeMs && after.size === before.size && bytesRead === before.size) return;
  throw new ImportFailure({
    code: 'file.changed',
    message: `"${path}" could not be read: it changed meanwhile.`,
    hint: 'Wait until the other program has written it, then open it again.',
  });
}
