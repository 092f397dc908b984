import { internalError } from '../../graph/problem';
import { commentName, numberLiteral } from '../literals';
import type { Constant, InferenceStep, Program, Value } from '../program';
import { activationHelpers } from './activations';
import { code } from './code';
import type { AddHelper } from './helpers';

/** Up to this many weights, a network is written out as formulas: no loop, no array, nothing faster. */
const mostWeights = 500;

export function fitsFormulas({ steps }: Program): boolean {
  let weights = 0;
  let lines = 0;
  for (const step of steps) {
    if (step.op === 'dense') weights += step.weights.values.length;
    lines += step.y.features;
  }
  return weights <= mostWeights && lines <= mostWeights;
}

/**
 * The layers of a small network, one line for each number. `nameOf` names a value; its numbers are `name_0`, `name_1`, …, but for those
 * of the inputs, which stand in arrays. At the end the values of `arrays` are put there too.
 */
export function formulaLines(
  steps: readonly InferenceStep[],
  arrays: ReadonlySet<Value>,
  nameOf: (value: Value) => string,
  addHelper: AddHelper,
): string[] {
  const numbers = new Map<Value, string[]>();
  const lines: string[] = [];
  for (const step of steps) {
    if (step.op === 'input') {
      const array = nameOf(step.y);
      numbers.set(
        step.y,
        Array.from({ length: step.y.features }, (_, i) => code`${array}[${String(i)}]«!»`),
      );
      continue;
    }
    if (step.op === 'concat') {
      numbers.set(
        step.y,
        step.inputs.flatMap((value) => numbers.get(value)!),
      );
      continue;
    }
    const { name } = step.y.node;
    lines.push(`  // ${commentName(name)}${step.y.part ? `, ${step.y.part}` : ''} [${step.y.features}]`);
    const base = nameOf(step.y);
    const own: string[] = [];
    const { before, expressions } = formulas(step, base, (value) => numbers.get(value)!, addHelper);
    lines.push(...before.map((line) => `  ${line}`));
    expressions.forEach((expression, i) => {
      own.push(`${base}_${i}`);
      lines.push(`  const ${base}_${i} = ${expression};`);
    });
    numbers.set(step.y, own);
  }
  for (const value of arrays) {
    const array = nameOf(value);
    const given = numbers.get(value)!;
    // What an input gives stands in its array already.
    given.forEach((number, i) => {
      if (!number.startsWith(`${array}[`)) lines.push(`  ${array}[${i}] = ${number};`);
    });
  }
  return lines;
}

function formulas(
  step: Exclude<InferenceStep, { op: 'input' }>,
  base: string,
  numbersOf: (value: Value) => readonly string[],
  addHelper: AddHelper,
): { before: string[]; expressions: string[] } {
  const plain = (expressions: string[]) => ({ before: [], expressions });
  switch (step.op) {
    case 'dense': {
      const x = numbersOf(step.x);
      const { columns, values } = step.weights;
      const unit = (_: unknown, index: number) => {
        const start = step.bias ? numberLiteral(step.bias.values[index]!) : '';
        const terms = x.map((number, i) => term(values[i * columns + index]!, number));
        return start + terms.join('').replace(start === '' ? /^ \+ / : /^$/, '');
      };
      return plain(Array.from({ length: step.y.features }, unit));
    }
    case 'activation': {
      const x = numbersOf(step.x);
      if (step.function === 'softmax') return softmax(x, base);
      const helpers = activationHelpers(step.function, step.negativeSlope, 'number');
      for (const [name, source] of helpers) addHelper(name, source);
      return plain(x.map((number) => `${helpers[0]![0]}(${number})`));
    }
    case 'largestPiece': {
      const x = numbersOf(step.x);
      const unit = (_: unknown, index: number) =>
        `Math.max(${x.slice(index * step.pieces, (index + 1) * step.pieces).join(', ')})`;
      return plain(Array.from({ length: step.y.features }, unit));
    }
    case 'batchNorm':
      return plain(
        numbersOf(step.x).map((number, i) => {
          const at = (constant: Constant) => constant.values[i]!;
          const deviation = Math.sqrt(at(step.runningVariance) + step.epsilon);
          const normalized = `(${number} - ${bracketed(at(step.runningMean))}) / ${numberLiteral(deviation)}`;
          return `${`(${normalized})`} * ${bracketed(at(step.scale))} + ${bracketed(at(step.shift))}`;
        }),
      );
    case 'add':
    case 'multiply': {
      const sign = step.op === 'add' ? ' + ' : ' * ';
      const inputs = step.inputs.map(numbersOf);
      return plain(inputs[0]!.map((_, i) => inputs.map((numbers) => numbers[i]!).join(sign)));
    }
    case 'concat':
    case 'dropout':
      throw internalError(`${step.op} has no formula`);
    default:
      throw step satisfies never;
  }
}

function softmax(x: readonly string[], base: string): { before: string[]; expressions: string[] } {
  const powers = x.map((_, i) => `${base}_power${i}`);
  return {
    before: [
      `const ${base}_largest = Math.max(${x.join(', ')});`,
      ...x.map((number, i) => `const ${powers[i]} = Math.exp(${number} - ${base}_largest);`),
      `const ${base}_sum = ${powers.join(' + ')};`,
    ],
    expressions: powers.map((power) => `${power} / ${base}_sum`),
  };
}

/** ` + 0.5 * x` or ` - 0.5 * x`. */
function term(weight: number, number: string): string {
  const negative = weight < 0 || Object.is(weight, -0);
  return ` ${negative ? '-' : '+'} ${numberLiteral(Math.abs(weight))} * ${number}`;
}

function bracketed(value: number): string {
  const literal = numberLiteral(value);
  return literal.startsWith('-') ? `(${literal})` : literal;
}
