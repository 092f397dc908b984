import { generateTable } from '../../data/generators';
import { cellTexts, type Table } from '../../data/table';
import { splitColumnName } from '../../data/usedColumns';
import { formatCsv } from '../../data/writeCsv';
import { formatJson } from '../../graph/formatJson';
import { findNode } from '../../graph/names';
import type { ExportFile } from '../exportFile';
import type { TrainedModel } from '../model';
import { writeModel } from './model';
import { describeColumn } from './pythonTables';
import { rowsSource } from './rows';
import { writeSafetensors } from './safetensors';
import { tableSource } from './table';
import { classColumnName, describeSource, describeTable, madeUpRows, missingWordsOf } from './tableSettings';
import { trainSource } from './train';

/** A folder with the network as a module, its weights, and a script that trains it on. */
export function writePytorch(model: TrainedModel): ExportFile[] {
  const { source, weights, parameterNames } = writeModel(model);
  const { source: rows } = model.dataset;
  return [
    { name: 'model.py', content: source },
    { name: 'rows.py', content: rowsSource },
    { name: 'table.py', content: tableSource },
    { name: 'train.py', content: trainSource },
    { name: 'settings.json', content: `${formatJson(trainingSettings(model, parameterNames))}\n` },
    { name: 'weights.safetensors', content: writeSafetensors(weights) },
    ...(rows.kind === 'generator' ? [{ name: madeUpRows, content: tableCsv(generateTable(rows)) }] : []),
  ];
}

/** What training needs beside the network: columns, split, losses, and how the parameters are updated. */
function trainingSettings(model: TrainedModel, parameterNames: ReadonlyMap<string, string>) {
  const { dataset, heads, project } = model;
  const { training, graph } = project;
  const { split } = dataset;
  const { optimizer, batchSize, epochs, shuffle, seed, schedule, warmupSteps, earlyStopping } = training;
  return {
    source: describeSource(dataset.source),
    missingWords: missingWordsOf(dataset.source),
    table: describeTable(model),
    heads: heads.map((head) => {
      const { function: name, fromLogits, reduction, delta, weight } = findNode(graph, head.lossId)!;
      return {
        function: name,
        fromLogits,
        reduction,
        delta,
        weight,
        columns: head.columns.map(describeColumn),
      };
    }),
    split: {
      method: split.method ?? 'random',
      column: splitColumnName(dataset),
      parts: split.parts ?? {},
      validation: split.validation,
      test: split.test,
      stratify: split.stratify,
      oversample: split.oversample ?? false,
    },
    /** The column whose values are the classes, where there is only one thing to predict. */
    classes: classColumnName(model),
    blockRows: training.blockRows,
    optimizer,
    batchSize,
    epochs,
    shuffle,
    seed,
    schedule,
    warmupSteps,
    earlyStopping,
    clipNorm: training.clipNorm,
    clipValue: training.clipValue,
    penalties: graph.nodes.flatMap(({ id, l1, l2 }) => {
      const parameter = parameterNames.get(`${id}.weights`);
      return parameter && (Number(l1) > 0 || Number(l2) > 0) ? [{ parameter, l1, l2 }] : [];
    }),
  };
}

function tableCsv({ columns, rowCount }: Table): string {
  const cells = columns.map(cellTexts);
  const rows = Array.from({ length: rowCount }, (_, row) => cells.map((column) => column[row]!));
  return formatCsv([columns.map(({ name }) => name), ...rows]);
}
