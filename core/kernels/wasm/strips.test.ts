import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../plan/plan';
import { arithmetics, wasmBackend } from '../../testing/arithmetics';
import { graphOf, node, planOf, settings } from '../../testing/networks';
import { rowsBeforeStrips } from './strips';

/** A layer large enough for strips, one that is not, and gradients that are looked at as a whole before they are used. */
function layers(features: number, units: number, bias: boolean): Plan {
  const nodes = [
    node('x', 'input'),
    node('y', 'target'),
    node('a', 'dense', { units, bias }),
    node('f', 'activation', { function: 'sigmoid' }),
    node('b', 'dense', { units: 33 }),
    node('loss', 'loss'),
  ];
  const wires = ['x > a', 'a > f', 'f > b', 'b > loss.prediction', 'y > loss.target'];
  const optimizer = { kind: 'adam' };
  return planOf(graphOf(nodes, wires), { x: features, y: 33 }, settings({ optimizer, clipNorm: 0.5 }));
}

function optionsFor(features: number) {
  const values = Float64Array.from({ length: 2 * features }, (_, i) => 0.5 + Math.sin(i) * 0.4);
  const y = Float64Array.from({ length: 66 }, (_, i) => Math.cos(i));
  const data = new Map([
    ['x', { rows: 2, columns: features, values }],
    ['y', { rows: 2, columns: 33, values: y }],
  ]);
  return { data, batchSize: 2, seed: 1, accuracy: null };
}

const shape = fc.record({
  features: fc.integer({ min: 500, max: 530 }),
  units: fc.integer({ min: 33, max: 80 }),
  bias: fc.boolean(),
});

describe.each(arithmetics)('weights in strips, %s arithmetic', (arithmetic) => {
  const create = wasmBackend(arithmetic);

  it('give single rows what they had before, to the bit, and leave training as it was', () => {
    fc.assert(
      fc.property(shape, ({ features, units, bias }) => {
        const plan = layers(features, units, bias);
        const buffers = plan.outputs.map(({ buffer }) => buffer);
        const [shown, untouched] = [0, 1].map(() => {
          const backend = create(plan, optionsFor(features));
          backend.writeParameters(backend.readParameters().map((_, i) => Math.sin(i * i) / 16));
          return backend;
        });
        const rows = (count: number) =>
          Array.from({ length: count }, (_, i) => shown!.inspect(i % 2, buffers));
        const train = (step: number) => {
          for (const backend of [shown!, untouched!])
            backend.train(Uint32Array.of(0, 1), 0, 2, step, Float64Array.of(0.01));
        };
        for (let step = 0; step < 2; step++) {
          const [first, second] = rows(rowsBeforeStrips + 4);
          const later = rows(2);
          expect(later).toEqual([first, second]);
          train(step);
          expect(shown!.readParameters()).toEqual(untouched!.readParameters());
        }
        expect(rows(1)).toEqual([untouched!.inspect(0, buffers)]);
      }),
      { numRuns: 15 },
    );
  });
});
