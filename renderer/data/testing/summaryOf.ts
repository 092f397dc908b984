import { summariseColumns } from '../../../core/data/summarise';
import { textColumn } from '../../../core/data/table';
import type { DataSummary } from '../../../core/protocol';

/** What the engine says of a small file without quotes; the rows are separated by line breaks, the cells by commas. */
export function summaryOf(text: string, path = '/data/file.csv'): DataSummary {
  const [names = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const columns = names.map((name, place) =>
    textColumn(
      name,
      rows.map((row) => row[place] ?? ''),
    ),
  );
  return {
    dataId: `${path} ${text.length}`,
    fileName: path.split('/').at(-1)!,
    path,
    bytes: text.length,
    rowCount: rows.length,
    source: { kind: 'csv', path },
    columns: summariseColumns({ columns, rowCount: rows.length }),
    misfitCount: 0,
    misfits: [],
    preview: rows.slice(0, 6),
  };
}
