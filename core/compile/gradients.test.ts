import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Draws, Pcg32 } from '../data/random';
import { activationFunctions } from '../nodes/activationFunctions';
import { lossFunctions } from '../nodes/lossFunctions';
import type { Plan } from '../plan/plan';
import { randomNetwork } from '../testing/arbitraryGraph';
import { backendOf, graphOf, matrix, node, planOf, settings } from '../testing/networks';
import { initializeParameters } from '../train/initialize';

const rows = 5;
const order = Uint32Array.from({ length: rows }, (_, row) => row);
const tolerance = 1e-6;
const plainSgd = settings({ optimizer: { kind: 'sgd', learningRate: 1 } });

/** Rows of x at random; of y a class each, or numbers in 0…1. */
function randomData(widths: { x: number; y: number }, classes: boolean, seed: number) {
  const draws = new Draws(new Pcg32(seed, 9));
  const x = Array.from(order, () => Array.from({ length: widths.x }, () => draws.normal()));
  const y = Array.from(order, (row) =>
    Array.from({ length: widths.y }, (_, column) =>
      classes ? Number(row % widths.y === column) : 0.1 + 0.8 * draws.random(),
    ),
  );
  return { x: matrix(x), y: matrix(y) };
}

/**
 * Largest difference between the gradients of one step and central differences of its loss, relative to the larger of 1 and
 * the gradient. With SGD at the rate 1 the gradient is what the step subtracts; at the rate 0 a step only gives its loss,
 * with the same dropout masks.
 */
function gradientError(plan: Plan, data: ReturnType<typeof randomData>, seed: number): number {
  const backend = backendOf(plan, data, rows, seed);
  const start = initializeParameters(plan, { seed, generator: 'pcg32', discard: 0 });
  backend.writeParameters(start);
  backend.train(order, 0, rows, 0, Float64Array.of(1));
  const gradient = backend.readParameters().map((after, i) => start[i]! - after);
  const lossWith = (index: number, value: number) => {
    const moved = start.slice();
    moved[index] = value;
    backend.writeParameters(moved);
    return backend.train(order, 0, rows, 0, Float64Array.of(0)).losses[0]!;
  };
  const errorAt = (i: number, h: number) => {
    const slope = (lossWith(i, start[i]! + h) - lossWith(i, start[i]! - h)) / (2 * h);
    return Math.abs(slope - gradient[i]!) / Math.max(1, Math.abs(slope));
  };
  let worst = 0;
  for (let i = 0; i < plan.memory.parameterElements; i++) {
    // An edge between two pieces of a maxout may lie between the two points; then it lies outside a shorter step.
    let error = errorAt(i, 1e-5);
    for (const h of [1e-6, 1e-7]) if (error >= tolerance) error = errorAt(i, h);
    worst = Math.max(worst, error);
  }
  return worst;
}

describe('gradients agree with finite differences', () => {
  it('of random acyclic graphs', () => {
    fc.assert(
      fc.property(randomNetwork, fc.nat(1000), ({ graph, widths, classes }, seed) => {
        const plan = planOf(graph, widths, plainSgd);
        expect(gradientError(plan, randomData(widths, classes, seed), seed)).toBeLessThan(tolerance);
      }),
      { numRuns: 150 },
    );
  });

  const flat = new Set(['step', 'sign']);
  it.each(activationFunctions.filter((name) => !flat.has(name)))('of %s', (name) => {
    const nodes = [
      node('x', 'input'),
      node('y', 'target'),
      node('a', 'dense', { units: 6 }),
      node('f', 'activation', { function: name, negativeSlope: 0.1 }),
      node('b', 'dense', { units: 3 }),
      node('loss', 'loss'),
    ];
    const graph = graphOf(nodes, ['x > a', 'a > f', 'f > b', 'b > loss.prediction', 'y > loss.target']);
    const widths = { x: 4, y: 3 };
    const plan = planOf(graph, widths, plainSgd);
    for (const seed of [1, 2, 3])
      expect(gradientError(plan, randomData(widths, false, seed), seed)).toBeLessThan(tolerance);
  });

  it.each(lossFunctions)('of %s', (name) => {
    const needsProbabilities = name === 'binaryCrossEntropy' || name === 'categoricalCrossEntropy';
    const squash = needsProbabilities ? 'sigmoid' : 'linear';
    const nodes = [
      node('x', 'input'),
      node('y', 'target'),
      node('a', 'dense', { units: 3 }),
      node('f', 'activation', { function: squash }),
      node('loss', 'loss', { function: name, delta: 0.4, weight: 0.7 }),
    ];
    const graph = graphOf(nodes, ['x > a', 'a > f', 'f > loss.prediction', 'y > loss.target']);
    const widths = { x: 4, y: 3 };
    const plan = planOf(graph, widths, plainSgd);
    // The total loss is weighted, so its differences are too.
    for (const seed of [1, 2, 3])
      expect(gradientError(plan, randomData(widths, true, seed), seed)).toBeLessThan(tolerance);
  });
});
