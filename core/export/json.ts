import { outputNames } from '../data/decode';
import { fittedWidth } from '../data/encode';
import { sourceName } from '../data/source';
import type { Problem } from '../graph/problem';
import { formatJson } from '../graph/project';
import { type Graph, type Project, projectFormat, projectSchema, projectVersion } from '../graph/schema';
import type { TrainedModel } from './model';
import { type Model, modelFormat, modelSchema, modelVersion } from './modelSchema';

/** The model as JSON text. Its fields are described in `resources/neuroloom-model.schema.json`. */
export function writeJson(model: TrainedModel): string {
  const { project, dataset, heads } = model;
  const json: Model = {
    format: modelFormat,
    version: modelVersion,
    generator: 'Neuroloom',
    name: project.name,
    graph: project.graph,
    // A whole path would tell about the machine, not about the model.
    source: sourceName(dataset.source),
    columns: dataset.columns,
    dataset: { missing: dataset.missing, split: dataset.split },
    inputs: Array.from(model.inputColumns, ([node, columns]) => ({
      node,
      columns: columns.map((column) => column.name),
      features: columns.reduce((sum, column) => sum + fittedWidth(column), 0),
    })),
    encoders: model.encoders,
    parameters: model.parameters,
    heads: heads.map((head) => ({
      loss: head.lossId,
      prediction: head.predictionNodeId,
      target: head.targetNodeId,
      link: head.link,
      task: head.task,
      columns: head.columns.map((column) => column.name),
      outputs: outputNames(head.columns),
    })),
    training: project.training,
    metrics: project.metrics ?? null,
  };
  return `${formatJson(json)}\n`;
}

/** The trained project that an exported model was written from; only what training alone needs is gone. */
export function modelProject(model: Model & { graph: Graph }): Project {
  return projectSchema.parse({
    format: projectFormat,
    version: projectVersion,
    name: model.name,
    graph: model.graph,
    dataset: {
      ...model.dataset,
      source: { kind: 'csv', path: model.source },
      columns: model.columns,
    },
    training: model.training,
    parameters: model.parameters,
    encoders: model.encoders,
    ...(model.metrics && { metrics: model.metrics }),
  }) as Project;
}

/** Reads an exported model back from parsed JSON. */
export function parseModel(
  json: unknown,
): { ok: true; model: Model & { graph: Graph } } | { ok: false; problem: Problem } {
  const { format, version } = (typeof json === 'object' && json !== null ? json : {}) as Record<
    string,
    unknown
  >;
  if (format !== modelFormat) {
    const message = `This is not an exported Neuroloom model: its "format" is not "${modelFormat}".`;
    return { ok: false, problem: { code: 'model.format', message } };
  }
  if (typeof version === 'number' && version > modelVersion) {
    const message = `This model was exported by a newer Neuroloom (file version ${version}, this one reads up to ${modelVersion}).`;
    return { ok: false, problem: { code: 'model.version', message } };
  }
  const parsed = modelSchema.safeParse(json);
  if (parsed.success) return { ok: true, model: parsed.data };
  const issue = parsed.error.issues[0]!;
  const message = `The model cannot be read: "${issue.path.map(String).join('.')}" ${isAbsent(issue) ? 'is not there' : `is wrong (${issue.message})`}.`;
  return { ok: false, problem: { code: 'model.field', message } };
}

/** zod says of a field that is not there that it is undefined. */
function isAbsent({ message }: { message: string }): boolean {
  return message.endsWith('received undefined');
}
