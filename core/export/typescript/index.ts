import type { FittedColumn } from '../../data/schema';
import { internalError } from '../../graph/problem';
import { areFloat32 } from '../decimals';
import { camelCase, Names, upperFirst } from '../identifiers';
import { commentName } from '../literals';
import { featureColumns, type TrainedModel } from '../model';
import { constantsOf, type InferenceStep, inferenceProgram, type Program, type Value } from '../program';
import { TextWriter } from '../textWriter';
import { activationHelperName } from './activations';
import { answersOf, hasLabels, writeAnswers } from './answers';
import { writeBatch, writeCollect } from './batch';
import { code, finish } from './code';
import { type NumberForm, writeConstant } from './constants';
import { fitsFormulas, formulaLines } from './formulas';
import { writeHeader } from './header';
import { type AddHelper, ownHelpers } from './helpers';
import { fitsKernel, gainsByKernel, kernelNames, MemoryPlan, memoryHelpers, writeKernel } from './kernel';
import { denseRoom, layerHelperNames, stepCall } from './layers';
import type { TypescriptOptions } from './options';
import { writeBatchEncoder, writeCategories, writeEncoder, writeRow } from './row';
import { writeSelfTest } from './selfTest';

/** One self-contained module: types of the row, the forward pass line by line, decoding, and the weights at its end. */
export function writeTypescript(
  model: TrainedModel,
  options: TypescriptOptions,
): string | Uint8Array<ArrayBuffer> {
  const program = inferenceProgram(model);
  const asFormulas = options.weights === 'automatic' && fitsFormulas(program);
  const isFloat32 = program.steps.every((step) =>
    constantsOf(step).every(({ values }) => areFloat32(values)),
  );
  const numbers: NumberForm = {
    type: options.weights === 'numbers' && !isFloat32 ? 'Float64Array' : 'Float32Array',
    written: options.weights === 'numbers' ? 'numbers' : 'base64',
  };
  const { steps } = program;
  const hasKernel =
    options.webAssembly &&
    !asFormulas &&
    numbers.type === 'Float32Array' &&
    gainsByKernel(steps) &&
    fitsKernel(steps);
  const memory = hasKernel ? new MemoryPlan() : null;
  const names = reservedNames(program);
  const helpers = new Map<string, string>();
  const addHelper: AddHelper = (name, source) => {
    if ((helpers.get(name) ?? source) !== source) throw internalError(`two helpers called ${name}`);
    helpers.set(name, source);
    return name;
  };
  const columns = featureColumns(model);
  const answers = answersOf(model, names);
  const pass = writePass({ model, program, names, addHelper, options, asFormulas, numbers, memory });
  const kernel = memory && writeKernel(memory, options.selfTest);
  if (kernel) addHelper('base64Bytes', ownHelpers.base64Bytes);
  const predict = writeAnswers(answers, pass, addHelper);
  const collects = options.batch || options.selfTest;
  const batch = options.batch ? writeBatch(model, pass.batchEncoders) : null;
  const selfTest = options.selfTest
    ? writeSelfTest(model, columns, {
        isExact: asFormulas || isFloat32 || numbers.type === 'Float64Array',
        hasKernel,
      })
    : null;
  const exported = [
    ...answers.filter(hasLabels).map(({ kind }) => kind.listName),
    ...predict.functions.map(({ name }) => name),
    ...(batch ? ['rowColumns', 'outputNames', 'predictBatch'] : []),
    ...(selfTest ? ['selfTest'] : []),
  ];
  const sections = [
    writeHeader(model, answers, options.form),
    lintNotes,
    writeRow(model),
    ...predict.types,
    ...predict.functions.map(({ source }) => source),
    ...(batch?.exports ?? []),
    ...(selfTest ? [selfTest.function] : []),
    pass.forward,
    ...pass.encoders,
    ...(batch?.helpers ?? []),
    ...(collects ? [writeCollect(model, pass, answers, addHelper)] : []),
    ...(kernel ? [kernel.start] : []),
    ...helpers.values(),
    ...(pass.constants.length > 0 ? [code`«type Weights = ${numbers.type};»`] : []),
    ...pass.categories,
    ...(kernel ? [kernel.data] : []),
    ...pass.arrays,
    ...(selfTest?.data ?? []),
  ];
  const written = sections
    .map((section) => finish(section, options.form).replace(/ +$/gm, '').trim())
    .filter((section) => section !== '');
  const ending = options.form === 'commonJs' ? [`module.exports = { ${exported.join(', ')} };`] : [];
  // The weights may be many megabytes, and hold nothing to finish.
  const writer = new TextWriter().text(written.join('\n\n'));
  for (const write of pass.constants) write(writer);
  return writer.text([...ending.map((line) => `\n\n${line}`), '\n'].join('')).finish();
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

// Typed arrays are read with `!` where a compiler cannot know that an index is in range.
const lintNotes = code`«/* eslint-disable @typescript-eslint/no-non-null-assertion */
// biome-ignore-all lint/style/noNonNullAssertion: every index is within its array
»// biome-ignore-all format: written by a program`;

function reservedNames({ steps }: Program): Names {
  const names = new Names();
  names.reserveIn(
    `row Row rows from to x y v outputs forward run probabilities predict predictBatch predictProbabilities predictScores selfTest collect into
     isComplete rowColumns outputNames categoryCounts hasStandIn rowWidth outputWidth exampleRows exampleOutputs Prediction Label labels Weights
     module exports require Float32Array Float64Array Uint8Array DataView`,
  );
  names.reserveIn(`refuse ${Object.keys(ownHelpers).join(' ')}`);
  names.reserveIn(kernelNames);
  names.reserveIn(layerHelperNames.join(' '));
  for (const step of steps) {
    if (step.op === 'activation') names.reserveIn(activationHelperName(step.function, step.negativeSlope));
  }
  return names;
}

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
function writePass(input: PassInput): Pass {
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
