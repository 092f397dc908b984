import { internalError } from '../../graph/problem';
import { areFloat32 } from '../decimals';
import { Names } from '../identifiers';
import { featureColumns, type TrainedModel } from '../model';
import { constantsOf, inferenceProgram, type Program } from '../program';
import { TextWriter } from '../textWriter';
import { activationHelperName } from './activations';
import { answersOf, hasLabels, writeAnswers } from './answers';
import { writeBatch, writeCollect } from './batch';
import { code, finish } from './code';
import type { NumberForm } from './constants';
import { fitsFormulas } from './formulas';
import { writeHeader } from './header';
import { type AddHelper, ownHelpers } from './helpers';
import { fitsKernel, gainsByKernel, kernelNames, MemoryPlan, writeKernel } from './kernel';
import { layerHelperNames } from './layers';
import type { TypescriptOptions } from './options';
import { writePass } from './pass';
import { writeRow } from './row';
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
