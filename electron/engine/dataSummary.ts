import { describeChanges } from '../../core/data/changes';
import { type DataSource, sourceName } from '../../core/data/source';
import type { ImportedTable } from '../../core/data/storedTable';
import type { DataSummary } from '../../core/protocol';
import type { DataRequest } from '../ipc/engineProcess';

const previewRows = 100;

/** What the window is told of a table that has been read. */
export async function dataSummary(
  dataId: string,
  { source: asked }: DataRequest,
  imported: ImportedTable,
): Promise<DataSummary> {
  const { table, bytes, columns, fingerprint, misfitCount, misfits } = imported;
  const isMadeUp = asked.kind === 'generator';
  const source: DataSource = isMadeUp ? asked : { ...imported.source, fingerprint };
  const before = isMadeUp ? undefined : asked.fingerprint;
  const { rows } = await table.page({ first: 0, count: previewRows });
  return {
    dataId,
    fileName: sourceName(source),
    path: isMadeUp ? '' : asked.path,
    bytes: isMadeUp ? 0 : bytes,
    rowCount: table.rowCount,
    source,
    columns,
    misfitCount,
    misfits,
    ...(before && { changes: describeChanges(before, fingerprint) }),
    preview: rows,
  };
}
