import type { FittedColumn } from '../../data/schema';
import { camelCase, type Names, upperFirst } from '../identifiers';
import { commentName } from '../literals';
import { featureColumns, type TrainedModel } from '../model';
import { constantsOf, type InferenceStep, type Program, type Value } from '../program';
import type { TextWriter } from '../textWriter';
import { code } from './code';
import { type NumberForm, writeConstant } from './constants';
import { formulaLines } from './formulas';
import { type AddHelper, ownHelpers } from './helpers';
import { copyBytes, type MemoryPlan, memoryHelpers } from './kernel';
import { denseRoom, stepCall } from './layers';
import type { TypescriptOptions } from './options';
import { writeBatchEncoder, writeCategories, writeEncoder } from './row';

interface PassInput {
  model: TrainedModel;
  program: Program;
  names: Names;
  addHelper: AddHelper;
  options: TypescriptOptions;
  /** A small network is written out, a larger one calls a function for each layer. */
  asFormulas: boolean;
  /** What the weights of a larger one stand in. */
  numbers: NumberForm;
  /** Where its arrays are laid out for the WebAssembly module; null in a file without. */
  memory: MemoryPlan | null;
}

interface Pass {
  forward: string;
  encoders: string[];
  batchEncoders: { name: string; source: string }[];
  categories: string[];
  /** Declarations of the arrays between the layers. */
  arrays: string[];
  constants: ((writer: TextWriter) => void)[];
  /** Names of the arrays of the heads' outputs. */
  outputs: string[];
  /** The same before a last softmax: whose largest number is the answer shows there already. */
  scores: string[];
}

function addConstantHelpers({ written }: NumberForm, hasMemory: boolean, addHelper: AddHelper): void {
  if (written === 'base64') {
    addHelper('float32', (hasMemory ? memoryHelpers : ownHelpers).float32);
    addHelper('base64Bytes', ownHelpers.base64Bytes);
  } else if (hasMemory) addHelper('inMemory', memoryHelpers.inMemory);
}

/** The forward pass, and the encoders and parameters that it reads. */
export function writePass(input: PassInput): Pass {
  const { model, program, names, addHelper, options, asFormulas, numbers, memory } = input;
  const pass: Pass = {
    forward: '',
    encoders: [],
    batchEncoders: [],
    categories: [],
    arrays: [],
    constants: [],
    outputs: [],
    scores: [],
  };
  const newArray = (type: 'Float64Array' | 'Float32Array', length: number) => {
    const place = memory ? `memory, ${memory.place((type === 'Float64Array' ? 8 : 4) * length)}, ` : '';
    return `new ${type}(${place}${length})`;
  };
  const variables = new Map<Value, string>();
  const arrays = new Set(program.outputs.map(({ value }) => value));
  const last = lastSoftmaxes(program);
  for (const step of program.steps) if (step.op === 'input') arrays.add(step.y);
  for (const step of last) arrays.add(step.x);
  const nameOfValue = (value: Value) => {
    const known = variables.get(value);
    if (known) return known;
    const base = camelCase(value.node.name, value.node.node.kind) + upperFirst(value.part ?? '');
    const name = names.take(names.has(base) ? `${base}Output` : base);
    variables.set(value, name);
    if (!asFormulas || arrays.has(value))
      pass.arrays.push(
        `/** ${commentName(value.node.name)}${value.part ? `, ${value.part}` : ''} */\nconst ${name} = ${newArray('Float64Array', value.features)};`,
      );
    return name;
  };
  const categoryLists = new Map<FittedColumn, string>();
  const categoriesOf = (column: FittedColumn) => {
    const known = categoryLists.get(column);
    if (known || column.type !== 'category') return known ?? '[]';
    const name = names.take(`${camelCase(column.name, 'column')}Categories`);
    categoryLists.set(column, name);
    pass.categories.push(writeCategories(name, column));
    return name;
  };
  const columns = featureColumns(model);
  const encode: string[] = [];
  const lines: string[] = [];
  for (const step of program.steps) {
    const { name, node } = step.y.node;
    if (step.op === 'input') {
      const base = upperFirst(camelCase(name, node.kind));
      const input = { array: nameOfValue(step.y), nodeName: name, columns: step.columns, addHelper };
      const functionName = names.take(`encode${base}`);
      const takeName = (base: string) => names.take(base);
      pass.encoders.push(writeEncoder({ ...input, functionName, categoriesOf, takeName }));
      encode.push(`  ${functionName}(row); // ${input.array} [${step.y.features}]`);
      if (options.batch) {
        const batchName = names.take(`encode${base}Numbers`);
        const source = writeBatchEncoder({ ...input, functionName: batchName }, (column) =>
          columns.indexOf(column),
        );
        pass.batchEncoders.push({ name: batchName, source });
      }
      continue;
    }
    if (asFormulas || (step.op === 'activation' && last.has(step))) continue;
    const read = new Map<string, string>();
    for (const constant of constantsOf(step)) {
      const base = camelCase(name, node.kind);
      const constantName = names.take(base + upperFirst(constant.name));
      read.set(constant.name, constantName);
      const at = memory ? memory.place(4 * constant.values.length) : null;
      pass.constants.push((writer) => writeConstant(writer, constantName, constant, numbers, at));
      addConstantHelpers(numbers, memory !== null, addHelper);
    }
    if (step.op === 'dense' && memory) {
      const bytes = copyBytes(step.x.features, step.y.features);
      read.set('copy', String(bytes > 0 ? memory.place(bytes) : 0));
    }
    if (step.op === 'dense' && !step.bias) {
      const constantName = names.take(`${camelCase(name, node.kind)}Bias`);
      read.set('bias', constantName);
      const zeros = newArray(numbers.type, step.y.features);
      pass.constants.push((writer) =>
        writer.text(`\n\n/** ${commentName(name)} has no bias. */\nconst ${constantName} = ${zeros};`),
      );
    }
    const nameOf = { value: nameOfValue, constant: (key: string) => read.get(key)! };
    const call = stepCall(step, nameOf, addHelper, memory !== null);
    lines.push(`  ${call} // [${step.y.features}]`);
  }
  const widest = program.steps.reduce(
    (most, step) => (step.op === 'dense' ? Math.max(most, step.x.features) : most),
    0,
  );
  if (!asFormulas && widest > 0) pass.arrays.push(denseRoom(widest, memory));
  if (asFormulas) {
    const kept = new Set([...arrays].filter((value) => ![...last].some((step) => step.y === value)));
    const steps = program.steps.filter((step) => step.op !== 'activation' || !last.has(step));
    lines.push(...formulaLines(steps, kept, nameOfValue, addHelper));
  }
  pass.scores = program.outputs.map(({ value }) =>
    nameOfValue([...last].find((step) => step.y === value)?.x ?? value),
  );
  pass.outputs = program.outputs.map(({ value }) => nameOfValue(value));
  pass.forward = code`/** The forward pass for one row; every layer fills an array of its own. */
function forward(row«: Row»)«: void» {
${encode.join('\n')}
  run();
}

function run()«: void» {
${lines.join('\n')}
}${last.size > 0 ? probabilities([...last], nameOfValue, addHelper) : ''}`;
  return pass;
}

type Softmax = InferenceStep & { op: 'activation' };

/** Softmaxes that only the outputs read. The label needs none of them, so they are taken only where probabilities are asked for. */
function lastSoftmaxes({ steps, outputs }: Program): Set<Softmax> {
  const isRead = (value: Value) =>
    steps.some((step) =>
      'x' in step ? step.x === value : step.op !== 'input' && step.inputs.includes(value),
    );
  const isOutput = (value: Value) => outputs.some((output) => output.value === value);
  return new Set(
    steps.filter(
      (step): step is Softmax =>
        step.op === 'activation' && step.function === 'softmax' && isOutput(step.y) && !isRead(step.y),
    ),
  );
}

function probabilities(
  last: readonly Softmax[],
  nameOf: (value: Value) => string,
  addHelper: AddHelper,
): string {
  const none = () => '';
  const calls = last.map(
    (step) => `  ${stepCall(step, { value: nameOf, constant: none }, addHelper, false)}`,
  );
  return code`\n\n/** What \`run\` leaves out, as a label does not need it. */\nfunction probabilities()«: void» {\n${calls.join('\n')}\n}`;
}
