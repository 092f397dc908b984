import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { firstDifference } from '../testing/allClose';
import { backendOf, graphOf, matrix, node, planOf, settings } from '../testing/networks';
import { layParameters, nestParameters } from './parameters';
import type { Parameters } from './schema';

/** Runs recorded from PyTorch in float64: a stack of dense layers, trained on consecutive batches without shuffling. */
interface Golden {
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

const folder = new URL('../testing/golden/', import.meta.url);
const goldens = readdirSync(folder).map(
  (file): Golden => JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
);

function build(golden: Golden) {
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
  const backend = backendOf(plan, { x: matrix(golden.x), y: matrix(y) }, golden.batchSize);
  return { plan, backend, learningRate: training.optimizer.learningRate, last: chain.at(-1)! };
}

function parametersOf(layers: Layer[]): Parameters {
  return Object.fromEntries(
    layers.map(({ weights, bias }, index): [string, Parameters[string]] => [
      `d${index}`,
      bias ? { weights, bias } : { weights },
    ]),
  );
}

describe('PyTorch oracles', () => {
  it('are all here', () => expect(goldens).toHaveLength(12));

  it.each(goldens.map((golden) => [golden.name, golden] as const))('%s', (_name, golden) => {
    const { plan, backend, learningRate, last } = build(golden);
    const values = new Float64Array(plan.memory.parameterElements);
    expect(layParameters(plan, parametersOf(golden.initial), values)).toEqual([]);
    backend.writeParameters(values);
    const order = Uint32Array.from(golden.x, (_, row) => row);
    const batches = Math.ceil(golden.x.length / golden.batchSize);
    const losses = Array.from({ length: golden.steps }, (_, step) => {
      const first = (step % batches) * golden.batchSize;
      return backend.train(order, first, golden.batchSize, step, Float64Array.of(learningRate)).losses[0]!;
    });
    expect(firstDifference(losses, golden.lossAtStep, 1e-9)).toBeNull();
    const trained = backend.readParameters();
    const expected = new Float64Array(trained.length);
    layParameters(plan, parametersOf(golden.final), expected);
    expect(firstDifference(trained, expected, 1e-9)).toBeNull();
    const output = plan.outputs.find(({ nodeId }) => nodeId === last)!.buffer;
    expect(firstDifference(backend.compute(order, output), golden.outputsAfter.flat(), 1e-9)).toBeNull();
    expect(layParameters(plan, nestParameters(plan, trained), new Float64Array(trained.length))).toEqual([]);
  });
});
