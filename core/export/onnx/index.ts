import { outputNames } from '../../data/decode';
import { fittedWidth } from '../../data/encode';
import { sourceName } from '../../data/source';
import { findNode } from '../../graph/names';
import { camelCase, Names } from '../identifiers';
import { featureColumns, type TrainedModel } from '../model';
import { inferenceProgram, type Program, type ProgramOutput, type Value } from '../program';
import { writeEncoder } from './encode';
import { elementTypes, GraphBuilder, rowsOf } from './graphBuilder';
import { writeStep } from './layers';
import { metadataKey, type OnnxMetadata } from './metadata';
import { Message } from './protobuf';

/** Every operator used stands in this version and all later ones. */
const opset = 13;
const irVersion = 7;

/**
 * The model as ONNX. Its one input `row` is [batch, columns]: a number for every column that is read, a category as its place in its
 * list. Each head is an output [batch, …] of probabilities, scores, or numbers in their own units; NaN for a row with a NaN in it.
 */
export function writeOnnx(model: TrainedModel): Uint8Array<ArrayBuffer> {
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
  for (const step of program.steps) {
    if (step.op === 'input')
      writeEncoder(graph, step.columns, (column) => columns.indexOf(column), nameOf(step.y));
    else writeStep(graph, step, nameOf, nameOf(step.y));
  }
  const isMissing = writeIsMissing(graph);
  const outputs = program.outputs.map((output, index) => {
    const name = headNames[index]!;
    writeOutput(graph, output, nameOf(output.value), isMissing, name);
    const about = outputNames(output.head.columns).join(', ');
    return rowsOf(name, output.value.features, about);
  });
  const input = rowsOf('row', columns.length, columns.map((column) => column.name).join(', '));
  const metadata = metadataOf(model, program, headNames, nameOf);
  return new Message()
    .int(1, irVersion)
    .string(2, 'Neuroloom')
    .message(7, graph.finish(names.take('network'), [input], outputs))
    .message(8, new Message().string(1, '').int(2, opset))
    .message(14, property(metadataKey, JSON.stringify(metadata)))
    .message(14, property('row', JSON.stringify(columns.map(describeColumn))))
    .finish();
}

/** [batch, 1]: whether a row holds a NaN. */
function writeIsMissing(graph: GraphBuilder): string {
  const cells = graph.follow('Cast', [graph.follow('IsNaN', ['row'])], { to: { int: elementTypes.float } });
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
  const deviations: number[] = [];
  const means: number[] = [];
  for (const column of head.columns) {
    const isScaled = head.task === 'regression' && column.type === 'number';
    for (let i = 0; i < fittedWidth(column); i++) {
      deviations.push(isScaled ? column.scale : 1);
      means.push(isScaled ? column.offset : 0);
    }
  }
  let result = given;
  if (deviations.some((each) => each !== 1) || means.some((each) => each !== 0)) {
    const shape = [value.features];
    result = graph.follow('Mul', [result, graph.float(`${name}_deviations`, deviations, shape)]);
    result = graph.follow('Add', [result, graph.float(`${name}_means`, means, shape)]);
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
  return column.type === 'number'
    ? { name: column.name, type: 'number' }
    : { name: column.name, type: 'category', categories: column.categories };
}

function property(key: string, value: string): Message {
  return new Message().string(1, key).string(2, value);
}
