import { dirname, resolve } from 'node:path';
import { describeChanges } from '../core/data/changes';
import type { DatasetSpec } from '../core/data/schema';
import { type DataSource, type FileSource, sourceName } from '../core/data/source';
import { sourceOfFile } from '../core/data/sourceOfFile';
import type { ImportedTable, StoredTable } from '../core/data/storedTable';
import { DataEngine } from '../duckdb/dataEngine';
import { readSource } from '../duckdb/readSource';
import type { ProjectFile } from './files';
import type { Host } from './host';
import { createImportProgress } from './importProgress';
import { misfitLine } from './misfits';
import { Interrupted, problemLine, UserError } from './userError';

/** The rows of a project, or of a file that was named instead. */
export interface OpenedRows {
  table: StoredTable;
  /** With what was detected filled in, and what the file is now. A file has its absolute path. */
  source: DataSource;
  /** The same with the path as the user gave it, for messages. */
  shownSource: DataSource;
}

interface WantedRows {
  source: DataSource;
  shown: string;
  /** The project's own rows, or a file that was named for this once. */
  isOwn: boolean;
}

/** Opens the rows for the time of one action, and says on stderr what there is to say about them. */
export async function withRows<T>(
  host: Host,
  file: ProjectFile,
  given: string | undefined,
  action: (rows: OpenedRows) => Promise<T>,
): Promise<T> {
  const { dataset } = file.project;
  const wanted = wantedRows(host, file, given);
  const engine = await DataEngine.open({
    folder: host.tablesFolder,
    memoryLimitBytes: host.memoryLimitBytes,
    threads: host.processors,
  });
  try {
    const imported = await importRows(host, engine, wanted, dataset);
    const notes = [...misfitNotes(imported), ...changeNotes(wanted, imported)];
    for (const note of notes) host.stderr.write(`${note}\n`);
    const isFile = wanted.source.kind !== 'generator';
    const source = isFile ? { ...imported.source, fingerprint: imported.fingerprint } : wanted.source;
    const shownSource = isFile ? ({ ...source, path: wanted.shown } as FileSource) : source;
    return await action({ table: imported.table, source, shownSource });
  } finally {
    await engine.close();
  }
}

/** The file named on the command line, else what the project names; a path in a project is meant from there. */
function wantedRows({ cwd }: Host, { project, path }: ProjectFile, given: string | undefined): WantedRows {
  const { dataset } = project;
  if (given !== undefined)
    return { source: otherFile(resolve(cwd, given), dataset), shown: given, isOwn: false };
  if (!dataset)
    throw new UserError('The project has no data set. Import a file in Neuroloom and save the project.');
  const { source } = dataset;
  if (source.kind === 'generator') return { source, shown: sourceName(source), isOwn: true };
  return {
    source: { ...source, path: resolve(dirname(path), source.path) },
    shown: source.path,
    isOwn: true,
  };
}

/** Another file may be written in another way, but what is missing and what does not fit means the same in it. */
function otherFile(path: string, dataset: DatasetSpec | null): FileSource {
  const source = sourceOfFile(path);
  if (source.kind !== 'csv' || dataset?.source.kind !== 'csv') return source;
  const { missingWords, misfits } = dataset.source;
  return { ...source, ...(missingWords && { missingWords }), ...(misfits && { misfits }) };
}

async function importRows(
  host: Host,
  engine: DataEngine,
  { source, shown }: WantedRows,
  dataset: DatasetSpec | null,
): Promise<ImportedTable> {
  const stop = new AbortController();
  const stopListening = host.onInterrupt(() => stop.abort());
  const progress = createImportProgress(host, shown);
  try {
    const result = await readSource(engine, host.tablesFolder, {
      source,
      types: Object.fromEntries((dataset?.columns ?? []).map(({ name, type }) => [name, type])),
      signal: stop.signal,
      onProgress: progress.show,
    });
    progress.end();
    if (result.status === 'cancelled') throw new Interrupted();
    if (result.status === 'done') return result.imported;
    const message = problemLine(result.problem);
    throw new UserError(source.kind === 'generator' ? message : message.replaceAll(source.path, shown));
  } finally {
    progress.end();
    stopListening();
  }
}

function misfitNotes({ misfitCount, misfits }: ImportedTable): string[] {
  return [misfitLine(misfitCount, misfits) ?? []].flat();
}

function changeNotes({ source, shown, isOwn }: WantedRows, { fingerprint }: ImportedTable): string[] {
  if (!isOwn || source.kind === 'generator' || !source.fingerprint) return [];
  const changes = describeChanges(source.fingerprint, fingerprint);
  return changes.length > 0
    ? [`"${shown}" has changed since the project was saved. ${changes.join(' ')}`]
    : [];
}
