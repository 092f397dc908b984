import { loadUsedColumns } from '../data/loadUsedColumns';
import { prepareStored } from '../data/prepareStored';
import type { StoredTable } from '../data/storedTable';
import { neededColumns } from '../data/usedColumns';
import type { Problem } from '../graph/problem';
import type { Predictions } from '../protocol';
import { type PredictInput, partOfRows, predictTable } from './predictions';
import { streamedBlockRows } from './storedRun';

export interface PredictStoredInput extends Omit<PredictInput, 'table'> {
  table: StoredTable;
  /** Rows in use that are predicted of a table that is streamed; of others, all are. */
  mostRows: number;
  /** Lets other work have its turn. */
  breathe(): Promise<void>;
}

/**
 * The same as `predictTable` for a table that may be larger than memory: of one that is trained on by streaming, the first rows are
 * predicted, with encoders and parts that go by all of them.
 */
export async function predictStored(
  input: PredictStoredInput,
): Promise<{ ok: true; predictions: Predictions } | { ok: false; problem: Problem }> {
  const { table, graph, dataset, training, encoders, mostRows, breathe } = input;
  const blockRows = streamedBlockRows(input);
  if (blockRows === null)
    return predictTable({ ...input, table: await loadUsedColumns(table, graph, dataset, 'optional') });
  const { seed } = training;
  const prepared = await prepareStored({
    ...{ table, graph, dataset, seed, encoders, blockRows, breathe },
    targets: 'optional',
  });
  if (!prepared.ok) return prepared;
  const { data } = prepared;
  const shown = Math.min(mostRows, data.tableRows.length);
  const first = await table.loadRows(neededColumns(graph, dataset), 0, data.tableRows[shown - 1]! + 1);
  const predicted = predictTable({ ...input, table: first, encoders: data.encoders });
  if (!predicted.ok) return predicted;
  // A part of the table would be split in another way than the whole.
  const parts = partOfRows(data).slice(0, shown);
  return { ok: true, predictions: { ...predicted.predictions, parts } };
}
