import { loadUsedColumns } from '../data/loadUsedColumns';
import { prepareStored, type StoredRows } from '../data/prepareStored';
import type { StoredTable } from '../data/storedTable';
import { neededColumns } from '../data/usedColumns';
import type { Problem } from '../graph/problem';
import type { Predictions } from '../protocol';
import { type PredictInput, partOfRows, predictTable } from './predictions';
import { streamedBlockRows } from './storedRun';

export interface PredictStoredInput extends Omit<PredictInput, 'table'> {
  table: StoredTable;
  /** Of a table that is streamed: the first row to predict, counted among those in use, and how many; of others, all are. */
  firstRow?: number;
  mostRows: number;
  /** Which rows are in use and how they are encoded, where that was found before for the same table, data set and seed. */
  prepared?: StoredRows | null;
  /** Told what was found, for the next time. */
  onPrepared?(rows: StoredRows): void;
  /** Lets other work have its turn. */
  breathe(): Promise<void>;
}

/**
 * The same as `predictTable` for a table that may be larger than memory: of one that is trained on by streaming, a page of rows is
 * predicted, with encoders and parts that go by all of them.
 */
export async function predictStored(
  input: PredictStoredInput,
): Promise<{ ok: true; predictions: Predictions } | { ok: false; problem: Problem }> {
  const { table, graph, dataset } = input;
  const blockRows = streamedBlockRows(input);
  if (blockRows === null)
    return predictTable({ ...input, table: await loadUsedColumns(table, graph, dataset, 'optional') });
  const found = await preparedRows(input, blockRows);
  if (!found.ok) return found;
  const { data } = found;
  const total = data.tableRows.length;
  const first = Math.min(input.firstRow ?? 0, Math.max(0, total - 1));
  const size = input.mostRows;
  const rows = data.tableRows.slice(first, first + size);
  const start = rows[0] ?? 0;
  const names = neededColumns(graph, dataset);
  const cells = await table.loadRows(names, start, (rows.at(-1) ?? start) - start + 1);
  const predicted = predictTable({ ...input, table: cells, encoders: data.encoders });
  if (!predicted.ok) return predicted;
  // A part of the table would be split in another way than the whole.
  const parts = partOfRows(data, first, rows.length);
  return { ok: true, predictions: { ...predicted.predictions, rows, parts, page: { first, size, total } } };
}

async function preparedRows(
  input: PredictStoredInput,
  blockRows: number,
): Promise<{ ok: true; data: StoredRows } | { ok: false; problem: Problem }> {
  const { table, graph, dataset, training, encoders, prepared, onPrepared, breathe } = input;
  if (prepared) return { ok: true, data: prepared };
  const { seed } = training;
  const found = await prepareStored({
    ...{ table, graph, dataset, seed, encoders, blockRows, breathe },
    targets: 'optional',
  });
  if (found.ok) onPrepared?.(found.data);
  return found;
}
