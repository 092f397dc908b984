import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { CsvSource } from '../../core/data/source';
import type { ImportedTable, ImportRequest, ImportResult } from '../../core/data/storedTable';
import { DataEngine } from '../dataEngine';

/** A data engine and a folder for files, for the tests of one file. */
export function dataEngine() {
  const own: { folder: string; engine: DataEngine } = { folder: '', engine: null as never };
  beforeAll(async () => {
    own.folder = await mkdtemp(join(tmpdir(), 'neuroloom-data-'));
    own.engine = await DataEngine.open({
      folder: join(own.folder, 'engine'),
      memoryLimitBytes: 500_000_000,
      threads: 2,
    });
  });
  afterAll(async () => {
    await own.engine.close();
    await rm(own.folder, { recursive: true });
  });

  let files = 0;
  async function write(content: string | Uint8Array, name = `file ${++files}.csv`): Promise<string> {
    const path = join(own.folder, name);
    await writeFile(path, content);
    return path;
  }

  /** Writes a CSV file and reads it. */
  async function importText(
    content: string | Uint8Array,
    source: Partial<CsvSource> = {},
    request: Partial<ImportRequest> = {},
  ): Promise<ImportResult> {
    const path = await write(content);
    return own.engine.import({ source: { kind: 'csv', path, ...source }, ...request });
  }

  return { own, write, importText };
}

export function done(result: ImportResult): ImportedTable {
  if (result.status === 'failed') throw new Error(`${result.problem.code}: ${result.problem.message}`);
  if (result.status !== 'done') throw new Error(result.status);
  return result.imported;
}

export function refused(result: ImportResult) {
  if (result.status !== 'failed') throw new Error(result.status);
  return result.problem;
}

/** All cells as text, by row. */
export async function cellsOf({ table }: ImportedTable): Promise<string[][]> {
  const rows: string[][] = [];
  for (let first = 0; first < table.rowCount; first += 1000)
    rows.push(...(await table.page({ first, count: 1000 })).rows);
  return rows;
}
