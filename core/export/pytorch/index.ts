import { sourceName } from '../../data/source';
import { findNode } from '../../graph/names';
import { formatJson } from '../../graph/project';
import type { ExportFile } from '../exportFile';
import type { TrainedModel } from '../model';
import { writeModel } from './model';
import { describeColumn } from './pythonTables';
import { writeSafetensors } from './safetensors';
import { trainSource } from './train';

/** A folder with the network as a module, its weights, and a script that trains it on. */
export function writePytorch(model: TrainedModel): ExportFile[] {
  const { source, weights, parameterNames } = writeModel(model);
  return [
    { name: 'model.py', content: source },
    { name: 'train.py', content: trainSource },
    { name: 'settings.json', content: `${formatJson(trainingSettings(model, parameterNames))}\n` },
    { name: 'weights.safetensors', content: writeSafetensors(weights) },
  ];
}

/** What training needs beside the network: columns, split, losses, and how the parameters are updated. */
function trainingSettings(model: TrainedModel, parameterNames: ReadonlyMap<string, string>) {
  const { dataset, heads, project } = model;
  const { training, graph } = project;
  const read = new Set([...model.inputColumns.values()].flat());
  const predicted = [...new Set(heads.flatMap((head) => head.columns))].filter((column) => !read.has(column));
  const [only] = predicted;
  const isStratified = dataset.split.stratify && predicted.length === 1 && only!.type === 'category';
  const { optimizer, batchSize, epochs, shuffle, seed, schedule, warmupSteps, earlyStopping } = training;
  return {
    source: sourceName(dataset.source),
    columns: model.encoders.map(describeColumn),
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
    split: { validation: dataset.split.validation, test: dataset.split.test },
    /** The column whose classes are dealt out evenly to the parts. */
    stratify: isStratified ? only!.name : null,
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
