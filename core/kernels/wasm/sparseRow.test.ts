import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../plan/plan';
import { arithmetics, wasmBackend } from '../../testing/arithmetics';
import { graphOf, node, planOf, settings } from '../../testing/networks';
import type { Backend } from '../backend';
import { createReferenceBackend } from '../reference/backend';

/** A dense layer and its relu, wide enough to be gone through by rows; `hidden` units follow by 40. */
function layers(features: number, hidden: number): Plan {
  const nodes = [
    node('x', 'input'),
    node('y', 'target'),
    node('a', 'dense', { units: hidden }),
    node('f', 'activation', { function: 'relu' }),
    node('b', 'dense', { units: 40 }),
    node('loss', 'loss'),
  ];
  const wires = ['x > a', 'a > f', 'f > b', 'b > loss.prediction', 'y > loss.target'];
  return planOf(graphOf(nodes, wires), { x: features, y: 40 }, settings({ optimizer: { kind: 'sgd' } }));
}

/** The row in the bound data twice, so that two rows at once can be compared with one. */
function optionsFor(row: readonly number[]) {
  const x = { rows: 2, columns: row.length, values: Float64Array.from([...row, ...row]) };
  const y = { rows: 2, columns: 40, values: new Float64Array(80) };
  const data = new Map([
    ['x', x],
    ['y', y],
  ]);
  return { data, batchSize: 2, seed: 1, accuracy: null };
}

const buffersOf = (plan: Plan) => plan.outputs.map(({ buffer }) => buffer);
const shown = (backend: Backend, plan: Plan) =>
  backend.inspect(0, buffersOf(plan)).map((values) => [...values]);
const ordinary = fc.integer({ min: -64, max: 64 }).map((whole) => whole / 16);
const features = fc.integer({ min: 1, max: 70 });

describe.each(arithmetics)('a single row whose zeros are passed over, %s arithmetic', (arithmetic) => {
  const create = wasmBackend(arithmetic);

  it('comes to what a row of many comes to, however many zeros it has, infinities and NaN included', () => {
    const element = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(0, -0) },
      { weight: 4, arbitrary: ordinary },
      { weight: 1, arbitrary: fc.constantFrom(Infinity, -Infinity, NaN) },
    );
    fc.assert(
      fc.property(
        features.chain((count) => fc.array(element, { minLength: count, maxLength: count })),
        fc.integer({ min: 32, max: 75 }),
        fc.array(ordinary, { minLength: 5, maxLength: 97 }),
        (row, hidden, numbers) => {
          const plan = layers(row.length, hidden);
          const backend = create(plan, optionsFor(row));
          const parameters = backend.readParameters().map((_, i) => numbers[(i * 7) % numbers.length]!);
          backend.writeParameters(parameters);
          // Two rows are worked out straight, zeros and all. −0 and 0 are not told apart.
          const together = buffersOf(plan).map((id) => backend.compute(Uint32Array.of(0, 1), id));
          shown(backend, plan).forEach((values, index) => {
            const expected = [...together[index]!.subarray(0, values.length)];
            expect(values.map((value) => value + 0)).toEqual(expected.map((value) => value + 0));
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('shows what is not finite among the weights, also of inputs that are 0', () => {
    fc.assert(
      fc.property(features, fc.nat(), fc.constantFrom(Infinity, -Infinity, NaN), (count, place, bad) => {
        const plan = layers(count, 33);
        const row = Array.from({ length: count }, (_, i) => Number(i % 3 === 0));
        const [reference, fast] = [createReferenceBackend, create].map((backend) =>
          backend(plan, optionsFor(row)),
        ) as [Backend, Backend];
        const parameters = reference.readParameters().map((_, i) => Math.fround(Math.sin(i)));
        // Finite at first, so that the program for finite weights is there.
        fast.writeParameters(parameters);
        shown(fast, plan);
        parameters[place % parameters.length] = bad;
        for (const backend of [reference, fast]) backend.writeParameters(parameters);
        const signs = (backend: Backend) =>
          shown(backend, plan).map((values) => values.map((value) => (Number.isFinite(value) ? 0 : value)));
        expect(signs(fast)).toEqual(signs(reference));
      }),
      { numRuns: 60 },
    );
  });

  it('goes by the weights of the last update', () => {
    const plan = layers(8, 32);
    const row = [1, 0, 2, 0, 0, 0, 1, 1];
    const backend = create(plan, optionsFor(row));
    backend.writeParameters(backend.readParameters().map((_, i) => Math.sin(i)));
    const before = shown(backend, plan);
    // A rate that sends the weights out of range.
    for (let step = 0; step < 8; step++)
      backend.train(Uint32Array.of(0, 1), 0, 2, step, Float64Array.of(1e30));
    expect(shown(backend, plan)).not.toEqual(before);
    expect(shown(backend, plan).flat().every(Number.isFinite)).toBe(false);
    const other = create(plan, optionsFor(row));
    other.writeParameters(backend.readParameters());
    expect(shown(backend, plan)).toEqual(shown(other, plan));
  });
});
