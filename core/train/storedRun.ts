import { encodeBlock } from '../data/encodeBlock';
import { loadUsedColumns } from '../data/loadUsedColumns';
import type { Matrix } from '../data/prepare';
import { prepareStored, type StoredRows } from '../data/prepareStored';
import type { StoredTable } from '../data/storedTable';
import { neededColumns } from '../data/usedColumns';
import { dataWidths } from '../data/widths';
import type { Plan } from '../plan/plan';
import { blockReader, type EncodedRows } from './blockReader';
import { classFactors, countClasses, weighedTargets, weighRows } from './classWeights';
import { blockStarts } from './epochOrder';
import { assembleRun, compilePlan, noClassesNote, type OpenedRun, openRun, type RunSettings } from './run';

export interface StoredRunInput extends RunSettings {
  table: StoredTable;
  /** Lets other work have its turn; needed where a table is streamed. */
  breathe(): Promise<void>;
}

/** What is read at a time where the project does not say: 65,536 rows, or fewer of very wide ones. */
const mostBlockRows = 65_536;
const mostBlockNumbers = 2 ** 23;
const fewestBlockRows = 256;
const megabyte = 2 ** 20;

/**
 * The same as `openRun` for a table that may be larger than memory. Where its encoded rows would take more than the training settings'
 * `memoryLimit`, they are read and encoded block by block instead, in every epoch anew; the result is the same, to the last bit, as
 * in memory with the same `blockRows`.
 */
export async function openStoredRun(input: StoredRunInput): Promise<OpenedRun> {
  const { table, graph, dataset, training } = input;
  const blockRows = streamedBlockRows(input);
  if (blockRows === null) {
    return openRun({ ...input, table: await loadUsedColumns(table, graph, dataset, 'required') });
  }
  const compiled = compilePlan(input);
  if (!compiled.ok) return compiled;
  const { plan } = compiled;
  const { breathe } = input;
  const prepared = await prepareStored({ table, graph, dataset, seed: training.seed, blockRows, breathe });
  if (!prepared.ok) return prepared;
  const { data } = prepared;
  const notes = [streamedNote(blockRows)];
  const factors = await factorsOfClasses(input, data, blockRows, notes);
  const starts = blockStarts(data.tableRows, blockRows);
  const largest = starts.reduce((most, end, index) => Math.max(most, end - (starts[index - 1] ?? 0)), 0);
  const run = assembleRun(
    { ...input, training: { ...training, blockRows } },
    {
      plan,
      data,
      // One row more than a block has, for the one to be looked at.
      bound: roomFor(largest + 1, plan),
      accessOf: (backend) =>
        blockReader({
          backend,
          starts,
          freeRow: largest,
          read: async (from, to) =>
            weighTargets(await encodeBlock(table, data, from, to, breathe), plan, data, factors, from),
        }),
      notes,
    },
  );
  return { ok: true, run };
}

/** Rows of a block where the table is to be streamed; null where its rows are to be in memory. */
export function streamedBlockRows({
  table,
  graph,
  dataset,
  training,
}: Pick<StoredRunInput, 'table' | 'graph' | 'dataset' | 'training'>): number | null {
  const widths = [...dataWidths(graph, dataset).values()];
  const width = widths.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  const columns = neededColumns(graph, dataset).length;
  // Cells as they were read and encoded rows in float64, and these once more in the backend's numbers.
  const bytesPerRow = 8 * columns + 8 * width + (training.backend === 'wasm' ? 4 : 0) * width;
  if (table.rowCount * bytesPerRow <= training.memoryLimit * megabyte) return null;
  if (training.blockRows !== null) return training.blockRows;
  const fitting = 2 ** Math.floor(Math.log2(mostBlockNumbers / Math.max(1, width)));
  return Math.max(fewestBlockRows, Math.min(mostBlockRows, fitting));
}

function streamedNote(blockRows: number): string {
  return `The rows are streamed from disk in blocks of ${blockRows.toLocaleString('en-US')}.`;
}

function roomFor(rows: number, { buffers, inputs, targets }: Plan): Map<string, Matrix> {
  return new Map(
    [...inputs, ...targets].map(({ nodeId, buffer }) => {
      const { columns } = buffers[buffer]!;
      return [nodeId, { rows, columns, values: new Float64Array(rows * columns) }];
    }),
  );
}

/** With class weights, what a row of each class weighs, by target node. */
async function factorsOfClasses(
  { table, graph, dataset, training, breathe }: StoredRunInput,
  data: StoredRows,
  blockRows: number,
  notes: string[],
): Promise<ReadonlyMap<string, Float64Array>> {
  const targets = training.classWeights === 'none' ? [] : weighedTargets(graph, dataset);
  if (training.classWeights !== 'none' && targets.length === 0) notes.push(noClassesNote);
  if (targets.length === 0) return new Map();
  const own = new Map(targets.map((id) => [id, data.byNode.get(id)!]));
  const epoch = data.drawn ?? data.parts.train;
  const starts = blockStarts(data.tableRows, blockRows);
  const counts = new Map<string, Float64Array>();
  for (let block = 0; block < starts.length - 1; block++) {
    const from = starts[block]!;
    const to = starts[block + 1]!;
    const rows = rowsBetween(epoch, from, to);
    for (const [id, matrix] of await encodeBlock(table, { ...data, byNode: own }, from, to, breathe)) {
      const sums = counts.get(id) ?? new Float64Array(matrix.columns);
      countClasses(matrix, rows, sums);
      counts.set(id, sums);
    }
  }
  return new Map(Array.from(counts, ([id, sums]) => [id, classFactors(sums, epoch.length)]));
}

/** Lets the targets of the epoch's rows carry the weight of their class. */
function weighTargets(
  matrices: ReadonlyMap<string, Matrix>,
  plan: Plan,
  data: StoredRows,
  factors: ReadonlyMap<string, Float64Array>,
  from: number,
): EncodedRows {
  const bound = new Map(matrices);
  const targets = new Map(plan.targets.map(({ nodeId }) => [nodeId, matrices.get(nodeId)!]));
  for (const [id, own] of factors) {
    const matrix = matrices.get(id)!;
    const weighed = { ...matrix, values: matrix.values.slice() };
    weighRows(weighed, rowsBetween(data.drawn ?? data.parts.train, from, from + matrix.rows), own);
    bound.set(id, weighed);
  }
  return { bound, targets };
}

/** Those of ascending rows that lie from `from` to `to − 1`, counted from `from`. */
function rowsBetween(rows: Uint32Array, from: number, to: number): Uint32Array {
  return rows.subarray(firstAtLeast(rows, from), firstAtLeast(rows, to)).map((row) => row - from);
}

function firstAtLeast(rows: Uint32Array, value: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
