import { outputNames, outputScaling } from '../../data/decode';
import { fittedWidth } from '../../data/encode';
import { unscaled } from '../../data/scaling';
import type { FittedColumn } from '../../data/schema';
import { sourceName } from '../../data/source';
import { findNode } from '../../graph/names';
import { camelCase, Names } from '../identifiers';
import { featureColumns, type TrainedModel } from '../model';
import { inferenceProgram, type Program, type ProgramOutput, type Value } from '../program';
import { nameInputs, writeColumnInputs } from './columnInputs';
import { writeEncoder } from './encode';
import { elementTypes, GraphBuilder, rowsOf } from './graphBuilder';
import { writeStep } from './layers';
import { metadataKey, type OnnxMetadata } from './metadata';
import type { OnnxOptions } from './options';
import { Message } from './protobuf';

/** Every operator used stands in this version and all later ones. */
const opset = 13;
/** The same for those of classical machine learning. */
const machineLearningOpset = 2;
const irVersion = 7;

/**
 * The model as ONNX. As a matrix, its one input `row` is [batch, columns]: a number for every column that is read, a category as its
 * place in its list, true as 1, a date in days since 1970 (UTC); otherwise each column is an input, a category as text. Each head is an
 * output [batch, …] of probabilities, scores, or numbers in their own units; NaN for a row with a NaN that nothing stands in for.
 */
export function writeOnnx(
  model: TrainedModel,
  { inputs: form }: OnnxOptions = { inputs: 'matrix' },
): Uint8Array<ArrayBuffer> {
  const names = new Names();
  names.reserveIn('row');
  const graph = new GraphBuilder(names);
  const program = inferenceProgram(model);
  const columns = featureColumns(model);
  const known = new Map<Value, string>();
  const nameOf = (value: Value) => {
    const name = known.get(value) ?? names.take(camelCase(value.node.name, value.node.node.kind));
    known.set(value, name);
    return name;
  };
  // Outputs have the best names: they are what a caller asks for.
  const headNames = model.heads.map((head) =>
    names.take(camelCase(head.columns.length === 1 ? head.columns[0]!.name : head.name, 'prediction')),
  );
  const named = form === 'columns' ? nameInputs(graph, columns) : null;
  const columnInputs = named && writeColumnInputs(graph, named);
  for (const step of program.steps) {
    if (step.op === 'input')
      writeEncoder(graph, step.columns, (column) => columns.indexOf(column), nameOf(step.y));
    else writeStep(graph, step, nameOf, nameOf(step.y));
  }
  const isMissing = writeIsMissing(graph, columns);
  const outputs = program.outputs.map((output, index) => {
    const name = headNames[index]!;
    writeOutput(graph, output, nameOf(output.value), isMissing, name);
    const about = outputNames(output.head.columns).join(', ');
    return rowsOf(name, output.value.features, about);
  });
  const inputs = columnInputs ?? [
    rowsOf('row', columns.length, columns.map((column) => column.name).join(', ')),
  ];
  const metadata = metadataOf(model, program, headNames, nameOf);
  const about = named
    ? property(
        'inputs',
        JSON.stringify(named.map(({ name, column }) => ({ input: name, ...describeColumn(column) }))),
      )
    : property('row', JSON.stringify(columns.map(describeColumn)));
  const message = new Message()
    .int(1, irVersion)
    .string(2, 'Neuroloom')
    .message(7, graph.finish(names.take('network'), inputs, outputs))
    .message(8, new Message().string(1, '').int(2, opset));
  if (named) message.message(8, new Message().string(1, 'ai.onnx.ml').int(2, machineLearningOpset));
  return message
    .message(14, property(metadataKey, JSON.stringify(metadata)))
    .message(14, about)
    .finish();
}

/** [batch, 1]: whether a row holds a NaN that nothing stands in for. */
function writeIsMissing(graph: GraphBuilder, columns: readonly FittedColumn[]): string {
  const isNothing = graph.follow('IsNaN', ['row']);
  const needed = columns.map(({ fill }) => fill === undefined);
  const counts = needed.every((each) => each)
    ? isNothing
    : graph.follow('And', [isNothing, graph.bool('needed', needed, [columns.length])]);
  const cells = graph.follow('Cast', [counts], { to: { int: elementTypes.float } });
  const rows = graph.follow('ReduceMax', [cells], { axes: { ints: [1] }, keepdims: { int: 1 } });
  return graph.follow('Cast', [rows], { to: { int: elementTypes.bool } });
}

function writeOutput(
  graph: GraphBuilder,
  { head, value }: ProgramOutput,
  given: string,
  isMissing: string,
  name: string,
): void {
  const scalings = head.columns.flatMap((column) =>
    Array.from({ length: fittedWidth(column) }, (_, i) =>
      i === 0 && head.task === 'regression' ? (outputScaling(column) ?? unscaled) : unscaled,
    ),
  );
  let result = given;
  const shape = [value.features];
  if (scalings.some(({ offset, scale }) => offset !== 0 || scale !== 1)) {
    const scales = scalings.map(({ scale }) => scale);
    const offsets = scalings.map(({ offset }) => offset);
    result = graph.follow('Mul', [result, graph.float(`${name}_scales`, scales, shape)]);
    result = graph.follow('Add', [result, graph.float(`${name}_offsets`, offsets, shape)]);
  }
  const isLog = scalings.map(({ scaling }) => scaling === 'log1p');
  if (isLog.includes(true)) {
    const size = graph.follow('Exp', [graph.follow('Abs', [result])]);
    const less = graph.follow('Sub', [size, graph.float('one', [1], [])]);
    const own = graph.follow('Mul', [graph.follow('Sign', [result]), less]);
    result = graph.follow('Where', [graph.bool(`${name}_isLogarithm`, isLog, shape), own, result]);
  }
  const nothing = graph.float('nothing', [Number.NaN], []);
  graph.add({ op: 'Where', inputs: [isMissing, nothing, result], output: name });
}

/** What ONNX itself cannot say, for people and for reading the file back. */
function metadataOf(
  model: TrainedModel,
  { steps, outputs }: Program,
  headNames: readonly string[],
  nameOf: (value: Value) => string,
): OnnxMetadata {
  const { project, dataset } = model;
  const inputs = steps.filter((step) => step.op === 'input');
  return {
    version: 1,
    name: project.name,
    source: sourceName(dataset.source),
    columns: dataset.columns,
    encoders: model.encoders,
    inputs: inputs.map(({ y, columns }) => ({
      name: y.node.name,
      tensor: nameOf(y),
      columns: columns.map((column) => column.name),
    })),
    heads: outputs.map(({ head, raw }, index) => ({
      output: headNames[index]!,
      outputs: outputNames(head.columns),
      tensor: nameOf(raw),
      columns: head.columns.map((column) => column.name),
      loss: { ...findNode(project.graph, head.lossId)!, id: undefined, kind: undefined, position: undefined },
    })),
    training: project.training,
    ...(project.metrics && { metrics: project.metrics }),
  };
}

function describeColumn(column: ReturnType<typeof featureColumns>[number]) {
  const { name, type } = column;
  return type === 'category' ? { name, type, categories: column.categories } : { name, type };
}

function property(key: string, value: string): Message {
  return new Message().string(1, key).string(2, value);
}
