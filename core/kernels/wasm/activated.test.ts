import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../plan/plan';
import { firstDifference } from '../../testing/allClose';
import { arithmetics, wasmBackend } from '../../testing/arithmetics';
import { graphOf, node, planOf, settings } from '../../testing/networks';
import { initializeParameters } from '../../train/initialize';
import type { Backend, BackendOptions } from '../backend';
import { createReferenceBackend } from '../reference/backend';
import { activatedLayers } from './activated';

const training = settings({ optimizer: { kind: 'sgd', learningRate: 0.1 }, batchSize: 7 });

interface Shape {
  inFeatures: number;
  hidden: number;
  units: number;
  name: string;
}

/** Two layers, each with the activation; with `between`, a linear one stands between them, so that nothing is worked out together. */
function planFor({ inFeatures, hidden, units, name }: Shape, between = false): Plan {
  const layers = [
    ['d1', hidden],
    ['d2', units],
  ] as const;
  const nodes = [node('x', 'input'), node('y', 'target'), node('loss', 'loss', { function: 'huber' })];
  const wires: string[] = [];
  let last = 'x';
  const add = (id: string, kind: string, fields: Record<string, unknown>) => {
    nodes.push(node(id, kind, fields));
    wires.push(`${last} > ${id}`);
    last = id;
  };
  for (const [id, width] of layers) {
    add(id, 'dense', { units: width });
    if (between) add(`${id} linear`, 'activation', { function: 'linear' });
    add(`${id} activation`, 'activation', { function: name });
  }
  wires.push(`${last} > loss.prediction`, 'y > loss.target');
  return planOf(graphOf(nodes, wires), { x: inFeatures, y: units }, training);
}

/** The largest make products from packed panels. */
const size = fc.constantFrom(1, 2, 3, 4, 5, 7, 8, 13, 97, 131);
const values = fc.array(
  fc.integer({ min: -300, max: 300 }).map((whole) => whole / 64),
  {
    minLength: 1,
    maxLength: 61,
  },
);

describe('a layer that is worked out together with its activation', () => {
  it.each(['sigmoid', 'tanh', 'relu'])('gives the bits that the two give one by one: %s', (name) => {
    fc.assert(
      fc.property(
        size,
        size,
        size,
        fc.integer({ min: 1, max: 23 }),
        values,
        (inFeatures, hidden, units, rows, drawn) => {
          const shape = { inFeatures, hidden, units, name };
          const plan = planFor(shape);
          const apart = planFor(shape, true);
          expect(activatedLayers(plan, null).size).toBe(2);
          expect(activatedLayers(apart, null).size).toBe(0);
          const take = (count: number, start: number) =>
            Float64Array.from({ length: count }, (_, i) => drawn[(i * 7 + start) % drawn.length]!);
          const data = new Map([
            ['x', { rows, columns: inFeatures, values: take(rows * inFeatures, 0) }],
            ['y', { rows, columns: units, values: take(rows * units, 3) }],
          ]);
          const order = Uint32Array.from({ length: rows }, (_, row) => row);
          const rates = new Float64Array(Math.ceil(rows / 7)).fill(0.1);
          const run = (create: (plan: Plan, options: BackendOptions) => Backend, of: Plan) => {
            const backend = create(of, { data, batchSize: 7, seed: 1, accuracy: null });
            backend.writeParameters(initializeParameters(of, training));
            const { losses } = backend.train(order, 0, 7, 0, rates);
            return {
              bits: [...losses, ...backend.readParameters()],
              evaluated: backend.evaluate(order).loss,
            };
          };
          const expected = run(createReferenceBackend, plan);
          for (const arithmetic of arithmetics) {
            const actual = run(wasmBackend(arithmetic), plan);
            const oneByOne = run(wasmBackend(arithmetic), apart);
            expect(actual.bits).toEqual(oneByOne.bits);
            // The rows of an evaluation go through in pieces, as large as the plan's memory has room for.
            expect(actual.evaluated).toBeCloseTo(oneByOne.evaluated, 12);
            expect(firstDifference(actual.bits, expected.bits, 1e-4)).toBeNull();
            expect(firstDifference([actual.evaluated], [expected.evaluated], 1e-4)).toBeNull();
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is left out where the values before the activation are wanted too', () => {
    const plan = planFor({ inFeatures: 2, hidden: 3, units: 1, name: 'sigmoid' });
    const [first, second] = [...activatedLayers(plan, null).keys()];
    expect([...activatedLayers(plan, second!.y).keys()]).toEqual([first]);
    const loss = plan.forward.find((step) => step.op === 'loss')!;
    const looking: Plan = { ...plan, forward: [...plan.forward, { ...loss, prediction: first!.y }] };
    expect([...activatedLayers(looking, null).keys()]).toEqual([second]);
  });

  it('is left out where the gradient needs them', () => {
    const plan = planFor({ inFeatures: 2, hidden: 3, units: 1, name: 'softplus' });
    expect(activatedLayers(plan, null).size).toBe(0);
  });
});
