import { compile } from '../core/compile/compile';
import { fittedEarlier, needsFitting } from '../core/data/encode';
import type { DatasetSpec } from '../core/data/schema';
import type { Table } from '../core/data/table';
import { neededColumns } from '../core/data/usedColumns';
import { dataWidths } from '../core/data/widths';
import type { Project } from '../core/graph/schema';
import type { PredictionHead, Predictions } from '../core/protocol';
import { layParameters, storedElements } from '../core/train/parameters';
import { predictTable } from '../core/train/predictions';
import type { PackedParameters } from '../core/train/schema';
import type { OpenedRows } from './rows';
import { problemLine, UserError } from './userError';

/** Some rows that follow each other, with what the network says of them. */
export interface Block {
  table: Table;
  /** The heads with their names; their values belong to `predictions`. */
  heads: PredictionHead[];
  /** Null where no row of the block can be encoded. */
  predictions: Predictions | null;
}

type TrainedProject = Project & { dataset: DatasetSpec; parameters: PackedParameters };

/** Cells in memory at a time. */
const cellsInBlock = 2_000_000;

/**
 * Predicts a table of any length, block by block. Where the project does not say how a column was encoded, that is measured on this
 * table's own training rows, which takes the whole of it in memory at once.
 */
export async function* predictBlocks(
  project: TrainedProject,
  { table: stored, shownSource }: Omit<OpenedRows, 'source'>,
  mostCells = cellsInBlock,
): AsyncGenerator<Block> {
  const names = stored.columns.map(({ name }) => name);
  const blockRows = knowsEncoders(project)
    ? Math.max(1, Math.floor(mostCells / Math.max(1, names.length)))
    : Math.max(1, stored.rowCount);
  const predict = predictor(project, shownSource);
  let heads: PredictionHead[] | null = null;
  /** First rows of blocks that came before it was known what the heads are called. */
  let waiting: number[] = [];
  let refusal: string | null = null;
  for (let first = 0; first < stored.rowCount; first += blockRows) {
    const table = await stored.loadRows(names, first, blockRows);
    const predicted = predict(table);
    if (predicted.ok) {
      heads ??= predicted.predictions.heads;
      for (const from of waiting) {
        yield { table: await stored.loadRows(names, from, blockRows), heads, predictions: null };
      }
      waiting = [];
      yield { table, heads: predicted.predictions.heads, predictions: predicted.predictions };
    } else {
      if (predicted.problem.code !== 'data.noRows') throw new UserError(problemLine(predicted.problem));
      refusal ??= problemLine(predicted.problem);
      if (heads) yield { table, heads, predictions: null };
      else waiting.push(first);
    }
  }
  if (!heads) throw new UserError(refusal ?? 'There are no rows to predict.');
}

function knowsEncoders({ graph, dataset, encoders = [] }: TrainedProject): boolean {
  const needed = new Set(neededColumns(graph, dataset));
  return dataset.columns.every(
    (column) => !needed.has(column.name) || !needsFitting(column) || fittedEarlier(column, encoders),
  );
}

/** Lays the parameters out once for all blocks. Those that do not fit are left to the prediction, which says so. */
function predictor(project: TrainedProject, source: DatasetSpec['source']) {
  const { graph, training, parameters, encoders } = project;
  const dataset = { ...project.dataset, source };
  const { plan } = compile(graph, dataWidths(graph, dataset), training);
  const laid = plan && new Float64Array(storedElements(plan));
  const fits = plan && laid && layParameters(plan, parameters, laid).length === 0;
  const common = { graph, dataset, training, parameters: fits ? laid : parameters };
  return (table: Table) => predictTable({ ...common, table, ...(encoders && { encoders }) });
}
