import { readdirSync, readFileSync } from 'node:fs';
import type { Backend, BackendOptions } from '../kernels/backend';
import type { Plan } from '../plan/plan';
import { layParameters } from '../train/parameters';
import type { Parameters } from '../train/schema';
import { graphOf, matrix, node, planOf, settings } from './networks';

/** Runs recorded from PyTorch in float64: a stack of dense layers, trained on consecutive batches without shuffling. */
export interface Golden {
  name: string;
  inputs: number;
  layers: { units: number; activation?: string; negativeSlope?: number; bias?: boolean }[];
  loss: string;
  optimizer: object;
  l1?: number;
  l2?: number;
  clipNorm?: number;
  batchSize: number;
  steps: number;
  x: number[][];
  y: (number | number[])[];
  initial: Layer[];
  lossAtStep: number[];
  final: Layer[];
  outputsAfter: number[][];
}
type Layer = { weights: number[][]; bias?: number[] | null };

export function readGoldens(): Golden[] {
  const folder = new URL('golden/', import.meta.url);
  return readdirSync(folder).map((file): Golden => JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
}

function planOfGolden(golden: Golden) {
  const { layers, initial, l1 = 0, l2 = 0 } = golden;
  const nodes: object[] = [node('x', 'input'), node('y', 'target')];
  const chain = ['x'];
  layers.forEach(({ units, activation = 'linear', negativeSlope }, index) => {
    nodes.push(node(`d${index}`, 'dense', { units, bias: Boolean(initial[index]!.bias), l1, l2 }));
    nodes.push(
      node(`a${index}`, 'activation', { function: activation, ...(negativeSlope && { negativeSlope }) }),
    );
    chain.push(`d${index}`, `a${index}`);
  });
  const name = golden.loss === 'softmaxCrossEntropy' ? 'categoricalCrossEntropy' : golden.loss;
  nodes.push(node('loss', 'loss', { function: name, fromLogits: true }));
  const wires = chain.slice(1).map((to, index) => `${chain[index]} > ${to}`);
  const graph = graphOf(nodes, [...wires, `${chain.at(-1)} > loss.prediction`, 'y > loss.target']);
  const classes = layers.at(-1)!.units;
  const y = golden.y.map((row) => {
    if (Array.isArray(row)) return row;
    return Array.from({ length: classes }, (_, column) => (column === row ? 1 : 0));
  });
  const training = settings({ optimizer: golden.optimizer, clipNorm: golden.clipNorm ?? null });
  const plan = planOf(graph, { x: golden.inputs, y: y[0]!.length }, training);
  const data = new Map([
    ['x', matrix(golden.x)],
    ['y', matrix(y)],
  ]);
  return { plan, data, learningRate: training.optimizer.learningRate, last: chain.at(-1)! };
}

/** Parameters of all layers in the plan's order. */
function laidOut(plan: Plan, layers: Layer[]): Float64Array {
  const parameters: Parameters = Object.fromEntries(
    layers.map(({ weights, bias }, index): [string, Parameters[string]] => [
      `d${index}`,
      bias ? { weights, bias } : { weights },
    ]),
  );
  const values = new Float64Array(plan.memory.parameterElements);
  const misfits = layParameters(plan, parameters, values);
  if (misfits.length > 0) throw new Error(misfits.join());
  return values;
}

/** Repeats the recorded run on a backend, step by step. */
export function runGolden(
  golden: Golden,
  create: (plan: Plan, options: BackendOptions) => Backend,
): {
  plan: Plan;
  losses: number[];
  parameters: Float64Array;
  expectedParameters: Float64Array;
  outputs: Float64Array;
} {
  const { plan, data, learningRate, last } = planOfGolden(golden);
  const backend = create(plan, { data, batchSize: golden.batchSize, seed: 1, accuracy: null });
  backend.writeParameters(laidOut(plan, golden.initial));
  const order = Uint32Array.from(golden.x, (_, row) => row);
  const batches = Math.ceil(golden.x.length / golden.batchSize);
  const losses = Array.from({ length: golden.steps }, (_, step) => {
    const first = (step % batches) * golden.batchSize;
    return backend.train(order, first, golden.batchSize, step, Float64Array.of(learningRate)).losses[0]!;
  });
  const output = plan.outputs.find(({ nodeId }) => nodeId === last)!.buffer;
  return {
    plan,
    losses,
    parameters: backend.readParameters(),
    expectedParameters: laidOut(plan, golden.final),
    outputs: backend.compute(order, output),
  };
}
