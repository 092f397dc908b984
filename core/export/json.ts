import { outputNames } from '../data/decode';
import { fittedWidth } from '../data/encode';
import { sourceName } from '../data/source';
import { formatJson } from '../graph/formatJson';
import type { Problem } from '../graph/problem';
import { type Graph, type Project, projectFormat, projectSchema, projectVersion } from '../graph/schema';
import { utf8Text } from './bytes';
import { precisionOf, writeParameters } from './jsonParameters';
import type { TrainedModel } from './model';
import { type Model, modelFormat, modelSchema, modelVersion } from './modelSchema';
import { mapRows } from './packed';
import { parsePackedJson } from './packedJson';
import { TextWriter } from './textWriter';

/** The model as JSON text. Its fields are described in `resources/neuroloom-model.schema.json`. */
export function writeJson(model: TrainedModel): string | Uint8Array<ArrayBuffer> {
  const { project, dataset, heads } = model;
  const precision = precisionOf(model.parameters);
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
    precision,
    parameters: {},
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
  // No text inside the JSON holds a line break, so this is the field itself.
  const [before, after] = formatJson(json).split('\n  "parameters": {}') as [string, string];
  const writer = new TextWriter().text(`${before}\n  "parameters": `);
  writeParameters(writer, model.parameters, precision, '  ');
  return writer.text(`${after}\n`).finish();
}

/** The trained project that an exported model was written from; only what training alone needs is gone. */
export function modelProject(model: Model & { graph: Graph }): Project {
  // The parameters have been looked at already.
  const project = projectSchema.parse({
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
    encoders: model.encoders,
    ...(model.metrics && { metrics: model.metrics }),
  }) as Project;
  return { ...project, parameters: model.parameters };
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
  if (parsed.success) return { ok: true, model: exact(parsed.data) };
  const issue = parsed.error.issues[0]!;
  const message = `The model cannot be read: "${issue.path.map(String).join('.')}" ${isAbsent(issue) ? 'is not there' : `is wrong (${issue.message})`}.`;
  return { ok: false, problem: { code: 'model.field', message } };
}

/** zod says of a field that is not there that it is undefined. */
function isAbsent({ message }: { message: string }): boolean {
  return message.endsWith('received undefined');
}

/** With every number as it was: 32-bit floats were written in as few digits as tell them apart. */
function exact<Given extends Model>(model: Given): Given {
  if (model.precision !== 'float32') return model;
  const rounded = (row: ArrayLike<number>) => {
    if (Array.isArray(row)) return row.map(Math.fround);
    // A packed row has just been read, and nobody else has it.
    (row as Float64Array).set(new Float32Array(row));
    return row;
  };
  return { ...model, parameters: mapRows<ArrayLike<number>>(model.parameters, rounded) };
}

/** The JSON in the bytes of a file; throws a SyntaxError. */
export function readJsonBytes(bytes: Uint8Array): unknown {
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const json = isMarked ? bytes.subarray(3) : bytes;
  return json.length > muchJson ? parsePackedJson(json) : JSON.parse(utf8Text(json));
}

/** From this size on, number lists are packed. */
const muchJson = 1 << 20;
