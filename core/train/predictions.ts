import { compile } from '../compile/compile';
import { actualTexts } from '../data/actualTexts';
import { decodeOutputs } from '../data/decode';
import { type PreparedRows, prepareData } from '../data/prepare';
import type { DatasetSpec, FittedColumn } from '../data/schema';
import { rowParts } from '../data/split';
import type { Table } from '../data/table';
import { columnsOfNode, dataWidths } from '../data/widths';
import { predictionHeads } from '../graph/heads';
import { findNode } from '../graph/names';
import type { Problem } from '../graph/problem';
import type { Graph } from '../graph/schema';
import { createReferenceBackend } from '../kernels/reference/backend';
import type { PredictionHead, Predictions, RowPart } from '../protocol';
import { layParameters, storedElements } from './parameters';
import type { PackedParameters } from './schema';
import type { TrainingSettings } from './settings';

export interface PredictInput {
  graph: Graph;
  dataset: DatasetSpec;
  training: TrainingSettings;
  table: Table;
  /** Or all of them as one list, in the plan's order. */
  parameters: PackedParameters | Float64Array;
  /** How the training rows were encoded; fitted on this table's training part where absent. */
  encoders?: FittedColumn[];
}

/** What the network says of every row of a table that can be encoded. The target may be missing from the table. */
export function predictTable(
  input: PredictInput,
): { ok: true; predictions: Predictions } | { ok: false; problem: Problem } {
  const { graph, dataset, training, table, parameters, encoders } = input;
  const compilation = compile(graph, dataWidths(graph, dataset), training);
  if (!compilation.plan) return { ok: false, problem: compilation.problems[0]! };
  const { plan } = compilation;
  const isLaid = parameters instanceof Float64Array;
  const values = isLaid ? parameters : new Float64Array(storedElements(plan));
  const [misfit] = isLaid ? [] : layParameters(plan, parameters, values);
  if (misfit) {
    const message = `The trained parameters do not fit the network: ${misfit}.`;
    return {
      ok: false,
      problem: { code: 'predict.parameters', message, hint: 'Train the network as it is now.' },
    };
  }
  const prepared = prepareData({ table, graph, dataset, seed: training.seed, encoders, targets: 'optional' });
  if (!prepared.ok) return prepared;
  const { data } = prepared;
  const backend = createReferenceBackend(plan, {
    data: data.matrices,
    batchSize: 1,
    seed: 0,
    accuracy: null,
  });
  backend.writeParameters(values);
  const rows = Uint32Array.from(data.tableRows, (_, index) => index);
  const heads = predictionHeads(graph, dataset).map((head): PredictionHead => {
    const { buffer, features } = plan.outputs.find((output) => output.nodeId === head.predictionNodeId)!;
    const outputs = { rows: rows.length, columns: features, values: backend.compute(rows, buffer) };
    const specs = columnsOfNode(findNode(graph, head.targetNodeId)!, graph, dataset) ?? [];
    const columns = specs.flatMap((spec) => data.encoders.find(({ name }) => name === spec.name) ?? []);
    return {
      nodeId: head.predictionNodeId,
      columns: columns.map(({ name }) => name),
      actual: actualTexts(table, specs, data.tableRows),
      ...decodeOutputs(head, columns, outputs),
    };
  });
  return { ok: true, predictions: { rows: data.tableRows, parts: partOfRows(data), heads } };
}

/** The part of every row in use, or of some that follow each other. */
export function partOfRows(
  { tableRows, parts }: PreparedRows,
  first = 0,
  count = tableRows.length,
): RowPart[] {
  const partOf = new Array<RowPart>(count).fill('train');
  for (const part of rowParts) {
    for (const row of parts[part]) if (row >= first && row < first + count) partOf[row - first] = part;
  }
  return partOf;
}
