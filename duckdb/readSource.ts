import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateTable } from '../core/data/generators';
import type { ColumnType } from '../core/data/schema';
import type { DataSource, GeneratorSource } from '../core/data/source';
import type { ImportRequest, ImportResult } from '../core/data/storedTable';
import { cellText, type Table } from '../core/data/table';
import { formatCsv } from '../core/data/writeCsv';
import { fileProblem } from '../core/files/fileProblem';
import type { DataEngine } from './dataEngine';

export interface SourceRequest extends Omit<ImportRequest, 'source'> {
  source: DataSource;
}

/**
 * Reads rows from wherever they come. Rows that are made up go through a file in `folder`, so that they are typed, measured
 * and looked up like any others; every number comes back to the last bit.
 */
export async function readSource(
  engine: DataEngine,
  folder: string,
  { source, ...request }: SourceRequest,
): Promise<ImportResult> {
  if (source.kind !== 'generator') return engine.import({ ...request, source });
  return readGenerated(engine, folder, source, request);
}

async function readGenerated(
  engine: DataEngine,
  folder: string,
  source: GeneratorSource,
  request: Omit<ImportRequest, 'source'>,
): Promise<ImportResult> {
  const table = generateTable(source);
  const path = join(folder, `generated-${randomUUID()}.csv`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(path, formatCsv(rowsOf(table)));
    const types = { ...typesOf(table), ...request.types };
    const file = { kind: 'csv', path, delimiter: ',', quote: '"', header: true, encoding: 'utf-8' } as const;
    return await engine.import({ ...request, types, source: file });
  } catch (error) {
    return { status: 'failed', problem: fileProblem(error, 'write', path) };
  } finally {
    await rm(path, { force: true });
  }
}

function typesOf({ columns }: Table): Record<string, ColumnType> {
  return Object.fromEntries(columns.map(({ name, kind }) => [name, kind === 'text' ? 'category' : kind]));
}

function* rowsOf({ columns, rowCount }: Table): Generator<string[]> {
  yield columns.map(({ name }) => name);
  for (let row = 0; row < rowCount; row++) yield columns.map((column) => cellText(column, row));
}
