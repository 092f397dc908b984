import { Mt19937 } from '../data/mt19937';
import { Draws, Pcg32, randomStreams } from '../data/random';
import type { ParameterInit, Plan } from '../plan/plan';
import { storedElements } from './parameters';
import type { TrainingSettings } from './settings';

type Seeding = Pick<TrainingSettings, 'seed' | 'generator' | 'discard'>;

/**
 * First values of all parameters, drawn in the plan's (topological) order, each row-major, from one generator. Element count:
 * `storedElements(plan)`; statistics stand at their first values.
 */
export function initializeParameters(plan: Plan, { seed, generator, discard }: Seeding): Float64Array {
  const source = generator === 'mt19937' ? new Mt19937(seed) : new Pcg32(seed, randomStreams.initialization);
  const draws = new Draws(source);
  for (let i = 0; i < discard; i++) draws.normal();
  const values = new Float64Array(storedElements(plan));
  for (const { value, rows, columns, init } of plan.parameters) {
    const { offset } = plan.buffers[value]!;
    fill(values.subarray(offset, offset + rows * columns), rows, columns, init, draws);
  }
  for (const { value, columns, initial } of plan.statistics) {
    const { offset } = plan.buffers[value]!;
    values.fill(initial, offset, offset + columns);
  }
  return values;
}

function fill(values: Float64Array, rows: number, columns: number, init: ParameterInit, draws: Draws): void {
  const { initializer, fanIn, fanOut } = init;
  const uniform = (limit: number) => each(values, () => -limit + 2 * limit * draws.random());
  const normal = (deviation: number) => each(values, () => deviation * draws.normal());
  switch (initializer.kind) {
    case 'zeros':
      return void values.fill(0);
    case 'ones':
      return void values.fill(1);
    case 'constant':
      return void values.fill(initializer.value);
    case 'uniform':
      each(values, () => initializer.min + (initializer.max - initializer.min) * draws.random());
      return;
    case 'normal':
      each(values, () => initializer.mean + initializer.deviation * draws.normal());
      return;
    // Glorot and Bengio (2010)
    case 'glorotUniform':
      uniform(Math.sqrt(6 / (fanIn + fanOut)));
      return;
    case 'glorotNormal':
      normal(Math.sqrt(2 / (fanIn + fanOut)));
      return;
    // He et al. (2015)
    case 'heUniform':
      uniform(Math.sqrt(6 / fanIn));
      return;
    case 'heNormal':
      normal(Math.sqrt(2 / fanIn));
      return;
    // LeCun et al. (1998)
    case 'lecunUniform':
      uniform(Math.sqrt(3 / fanIn));
      return;
    case 'lecunNormal':
      normal(Math.sqrt(1 / fanIn));
      return;
    case 'orthogonal':
      orthogonal(values, rows, columns, draws);
      return;
    default:
      throw initializer satisfies never;
  }
}

function each(values: Float64Array, draw: () => number): void {
  for (let i = 0; i < values.length; i++) values[i] = draw();
}

/**
 * Saxe et al. (2014): orthonormal rows or columns, whichever are fewer, from normals by Gram and Schmidt's process, done twice
 * against rounding.
 */
function orthogonal(values: Float64Array, rows: number, columns: number, draws: Draws): void {
  each(values, () => draws.normal());
  const tall = rows >= columns;
  const vectors = tall ? columns : rows;
  const length = tall ? rows : columns;
  const at = (vector: number, i: number) => (tall ? i * columns + vector : vector * columns + i);
  for (let vector = 0; vector < vectors; vector++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < vector; other++) {
        let product = 0;
        for (let i = 0; i < length; i++) product += values[at(vector, i)]! * values[at(other, i)]!;
        for (let i = 0; i < length; i++) values[at(vector, i)]! -= product * values[at(other, i)]!;
      }
    }
    let square = 0;
    for (let i = 0; i < length; i++) square += values[at(vector, i)]! ** 2;
    const norm = Math.sqrt(square);
    for (let i = 0; i < length; i++) values[at(vector, i)]! /= norm;
  }
}
