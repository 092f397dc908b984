import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Matrix } from '../../data/prepare';
import { Draws, Pcg32 } from '../../data/random';
import type { Plan } from '../../plan/plan';
import { firstDifference } from '../../testing/allClose';
import { type RandomNetwork, randomNetwork } from '../../testing/arbitraryGraph';
import { arithmetics, wasmBackend } from '../../testing/arithmetics';
import { graphOf, node, planOf, settings } from '../../testing/networks';
import { initializeParameters } from '../../train/initialize';
import type { TrainingSettings } from '../../train/settings';
import type { AccuracyRule, Backend, BackendOptions } from '../backend';
import { createReferenceBackend } from '../reference/backend';

const rows = 11;
const order = Uint32Array.from({ length: rows }, (_, i) => (i * 7) % rows);

function numbers(columns: number, draw: () => number): Matrix {
  return { rows, columns, values: Float64Array.from({ length: rows * columns }, () => Math.fround(draw())) };
}

function dataFor({ widths, classes }: Pick<RandomNetwork, 'widths' | 'classes'>) {
  const draws = new Draws(new Pcg32(5, 5));
  const x = numbers(widths.x, () => draws.normal());
  const y = numbers(widths.y, () => draws.random());
  if (classes)
    y.values.forEach((_, i) => {
      const row = Math.floor(i / widths.y);
      y.values[i] = Number(i % widths.y === row % widths.y);
    });
  return new Map([
    ['x', x],
    ['y', y],
  ]);
}

/** Both backends over the same plan, data and float32 parameters. */
function pairWith(createFast: (plan: Plan, options: BackendOptions) => Backend) {
  return (plan: Plan, training: TrainingSettings, options: BackendOptions): [Backend, Backend] => {
    const values = initializeParameters(plan, training).map(Math.fround);
    const backends: [Backend, Backend] = [createReferenceBackend(plan, options), createFast(plan, options)];
    for (const backend of backends) backend.writeParameters(values);
    return backends;
  };
}

/**
 * A large epsilon where an update is divided by the size of the gradient: where a gradient is 0 but for rounding, as that of
 * a bias before batch normalisation, a small one would make the rounding the update.
 */
const optimizer = fc.constantFrom(
  { kind: 'sgd' },
  { kind: 'sgd', momentum: 0.9 },
  { kind: 'sgd', momentum: 0.9, nesterov: true },
  { kind: 'adam', epsilon: 0.1 },
  { kind: 'adamW', epsilon: 0.1, weightDecay: 0.1 },
  { kind: 'rmsProp', epsilon: 0.1 },
  { kind: 'rmsProp', epsilon: 0.1, momentum: 0.5 },
  { kind: 'adagrad', epsilon: 0.1 },
);
const clipping = fc.constantFrom({}, { clipNorm: 0.05 }, { clipValue: 0.01 });

describe.each(arithmetics)('the fast backend, %s arithmetic', (arithmetic) => {
  const createFast = wasmBackend(arithmetic);
  const pair = pairWith(createFast);

  it('trains any network as the reference does, and evaluates and shows the same', () => {
    const property = fc.property(
      randomNetwork,
      optimizer,
      clipping,
      fc.integer({ min: 1, max: 12 }),
      (network, settingsOfOptimizer, clip, batchSize) => {
        const training = settings({ optimizer: settingsOfOptimizer, ...clip });
        const plan = planOf(network.graph, network.widths, training);
        const { prediction, target } = plan.losses[0]!;
        const accuracy: AccuracyRule = { prediction, target, rule: 'largest' };
        const options = { data: dataFor(network), batchSize, seed: 3, accuracy };
        const [reference, wasm] = pair(plan, training, options);
        const rates = Float64Array.of(0.01, 0.02, 0.005).subarray(0, Math.ceil(rows / batchSize));
        for (const step of [0, rates.length]) {
          const [expected, run] = [reference, wasm].map((backend) =>
            backend.train(order, 0, batchSize, step, rates),
          ) as [ReturnType<Backend['train']>, ReturnType<Backend['train']>];
          expect(firstDifference(run.losses, expected.losses, 2e-3)).toBeNull();
        }
        const [parameters, state] = [wasm.readParameters(), wasm.readOptimizerState()];
        expect(firstDifference(parameters, reference.readParameters(), 2e-3)).toBeNull();
        // From here on from the same numbers.
        reference.writeParameters(parameters);
        wasm.writeOptimizerState(state);
        const held = Uint32Array.of(4, 2, 7, 1, 1, 9, 0);
        expect(wasm.evaluate(held).loss).toBeCloseTo(reference.evaluate(held).loss, 3);
        for (const { buffer } of plan.outputs) {
          expect(
            firstDifference(wasm.compute(held, buffer), reference.compute(held, buffer), 1e-3),
          ).toBeNull();
        }
        const buffers = plan.outputs.map((output) => output.buffer);
        const shown = reference.inspect(5, buffers);
        wasm.inspect(5, buffers).forEach((values, index) => {
          expect(firstDifference(values, shown[index]!, 1e-3)).toBeNull();
        });
      },
    );
    fc.assert(property, { numRuns: 120 });
  });

  it('gives the same bits run after run, however the steps are split, and from saved numbers', () => {
    fc.assert(
      fc.property(randomNetwork, optimizer, fc.integer({ min: 1, max: 3 }), (network, kind, stop) => {
        const training = settings({ optimizer: kind });
        const plan = planOf(network.graph, network.widths, training);
        const options = { data: dataFor(network), batchSize: 3, seed: 3, accuracy: null };
        const [, unbroken] = pair(plan, training, options);
        const [, first] = pair(plan, training, options);
        const rates = Float64Array.of(0.01, 0.02, 0.005, 0.01);
        const whole = unbroken.train(order, 0, 3, 0, rates);
        const before = first.train(order, 0, 3, 0, rates.subarray(0, stop));
        const resumed = createFast(plan, options);
        resumed.writeParameters(first.readParameters());
        resumed.writeOptimizerState(first.readOptimizerState());
        const after = resumed.train(order, stop * 3, 3, stop, rates.subarray(stop));
        expect([...before.losses, ...after.losses]).toEqual([...whole.losses]);
        expect(resumed.readParameters()).toEqual(unbroken.readParameters());
        expect(resumed.readOptimizerState()).toEqual(unbroken.readOptimizerState());
      }),
      { numRuns: 50 },
    );
  });

  it('draws the same dropout masks as the reference', () => {
    const columns = 37;
    const graph = graphOf(
      [
        node('x', 'input'),
        node('y', 'target'),
        node('drop', 'dropout', { rate: 0.3 }),
        node('out', 'dense', { units: 1, bias: false }),
        node('loss', 'loss', { function: 'sumSquaredError' }),
      ],
      ['x > drop', 'drop > out', 'out > loss.prediction', 'y > loss.target'],
    );
    const training = settings({ optimizer: { kind: 'sgd' } });
    const plan = planOf(graph, { x: columns, y: 1 }, training);
    const data = new Map([
      ['x', numbers(columns, () => 1)],
      ['y', numbers(1, () => 1000)],
    ]);
    // With one row at a time an element's weight moves exactly where the element was kept.
    const [reference, wasm] = pair(plan, training, { data, batchSize: 1, seed: 99, accuracy: null });
    for (let step = 0; step < 40; step++) {
      const moved = [reference, wasm].map((backend) => {
        const before = backend.readParameters();
        backend.train(order, step % rows, 1, step, Float64Array.of(1e-6));
        return Array.from(backend.readParameters(), (value, i) => value !== before[i]);
      });
      expect(moved[1]).toEqual(moved[0]);
      expect(new Set(moved[0]).size).toBe(2);
    }
  });

  it.each(['largest', 'aboveHalf', 'aboveZero'] as const)('counts right rows: %s', (rule) => {
    const graph = graphOf(
      [node('x', 'input'), node('y', 'target'), node('d', 'dense', { units: 3 }), node('loss', 'loss')],
      ['x > d', 'd > loss.prediction', 'y > loss.target'],
    );
    const training = settings({ optimizer: { kind: 'sgd' } });
    const plan = planOf(graph, { x: 3, y: 3 }, training);
    const { prediction, target } = plan.losses[0]!;
    const options = {
      data: dataFor({ widths: { x: 3, y: 3 }, classes: false }),
      batchSize: 4,
      seed: 1,
      accuracy: { prediction, target, rule },
    };
    const [reference, wasm] = pair(plan, training, options);
    const rates = new Float64Array(3).fill(0.1);
    const expected = reference.train(order, 0, 4, 0, rates).correct;
    expect(wasm.train(order, 0, 4, 0, rates).correct).toBe(expected);
    expect(wasm.evaluate(order).correct).toBe(reference.evaluate(order).correct);
  });

  it('makes thousands of updates in one call, over an order longer than it holds at once', () => {
    const graph = graphOf(
      [node('x', 'input'), node('y', 'target'), node('d', 'dense', { units: 1 }), node('loss', 'loss')],
      ['x > d', 'd > loss.prediction', 'y > loss.target'],
    );
    const training = settings({ optimizer: { kind: 'sgd' } });
    const plan = planOf(graph, { x: 2, y: 1 }, training);
    const data = dataFor({ widths: { x: 2, y: 1 }, classes: false });
    const [reference, wasm] = pair(plan, training, { data, batchSize: 3, seed: 1, accuracy: null });
    const long = Uint32Array.from({ length: 9_001 }, (_, i) => i % rows);
    const rates = new Float64Array(3_001).fill(0.001);
    const [expected, run] = [reference.train(long, 0, 3, 0, rates), wasm.train(long, 0, 3, 0, rates)];
    expect(firstDifference(run.losses, expected.losses, 1e-4)).toBeNull();
    expect(firstDifference(wasm.readParameters(), reference.readParameters(), 1e-4)).toBeNull();
  });
});
