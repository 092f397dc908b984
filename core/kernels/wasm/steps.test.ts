import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activationFunctions } from '../../nodes/activationFunctions';
import { type LossFunction, lossFunctions, lossReductions } from '../../nodes/lossFunctions';
import type { Step } from '../../plan/plan';
import { firstDifference } from '../../testing/allClose';
import { arithmetics, wasmBackend } from '../../testing/arithmetics';
import { type Operand, runSingleStep } from '../../testing/singleStep';
import { createReferenceBackend } from '../reference/backend';

/** Sizes around the edges of vectors and tiles, and primes. */
const size = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(12, 13, 16, 17, 31, 33, 64, 67));
/** Multiples of 1/64: differences and products have no rounding that could put them on the other side of a kink. */
const ordinary = fc.integer({ min: -256, max: 256 }).map((whole) => whole / 64);
const special = fc.constantFrom(0, -0, 1, -1, 1e-6, -1e-6, 30, -30, 100, -100, Infinity, -Infinity, NaN);
const anyNumber = fc.oneof({ weight: 12, arbitrary: ordinary }, { weight: 1, arbitrary: special });

/** The backends do the step; every operand must hold the same afterwards. */
function expectSame(step: Step, operands: readonly Operand[], rows: number, tolerance = 1e-5): void {
  const expected = runSingleStep(createReferenceBackend, step, operands, rows);
  for (const arithmetic of arithmetics) {
    const actual = runSingleStep(wasmBackend(arithmetic), step, operands, rows);
    actual.forEach((values, id) => {
      const place = `operand ${id}, ${arithmetic} arithmetic`;
      expect(firstDifference(values, expected[id]!, tolerance), place).toBeNull();
    });
  }
}

/** Draws numbers for operands from one arbitrary list, so that shrinking stays simple. */
function filled(count: number, from: readonly number[], start = 0): number[] {
  return Array.from({ length: count }, (_, i) => from[(i * 7 + start) % from.length]!);
}

const numbers = fc.array(anyNumber, { minLength: 1, maxLength: 97 });
const finite = fc.array(ordinary, { minLength: 1, maxLength: 97 });

it('is tested with both kinds of arithmetic', () => expect(arithmetics).toHaveLength(2));

describe('steps of the fast backend equal the reference', () => {
  it.each(activationFunctions)('activation and gradient: %s', (name) => {
    fc.assert(
      fc.property(size, size, numbers, fc.boolean(), (rows, columns, values, accumulate) => {
        const count = rows * columns;
        const shared = { function: name, negativeSlope: 0.01, x: 0, y: 1 };
        const x = { columns, values: filled(count, values) };
        const y = { columns, values: filled(count, values, 3) };
        expectSame({ op: 'activation', ...shared }, [x, y], rows);
        const outputs = runSingleStep(createReferenceBackend, { op: 'activation', ...shared }, [x, y], rows);
        // Infinity times a derivative that is 0 but for rounding would be anything.
        const dy = { columns, values: y.values.map((value) => Math.max(-4, Math.min(value, 4))) };
        const operands = [x, { columns, values: outputs[1]!.map(Math.fround) }, dy, x];
        const step = { op: 'activationGradient', ...shared, dy: 2, dx: 3, accumulate } as const;
        expectSame(step, operands, rows);
      }),
      { numRuns: 40 },
    );
  });

  const large = fc.constantFrom(3, 64, 70, 257, 300, 520);
  it.each([
    ['of any small shape', size, 150],
    ['of several blocks', large, 12],
  ] as const)('dense and its gradients, %s', (_name, sizes, numRuns) => {
    fc.assert(
      fc.property(sizes, sizes, sizes, numbers, fc.boolean(), (many, inFeatures, units, values, flag) => {
        // More rows would go through the reference in pieces, and the weights' gradient would be that of the last.
        const rows = Math.min(many, 256);
        const x = { columns: inFeatures, values: filled(rows * inFeatures, values) };
        const dy = { columns: units, values: filled(rows * units, values, 1) };
        const weights = {
          columns: units,
          parameterRows: inFeatures,
          values: filled(inFeatures * units, values, 2),
        };
        const bias = { columns: units, parameterRows: 1, values: filled(units, values, 3) };
        const tolerance = numRuns > 100 ? 1e-4 : 1e-3;
        const dense = { op: 'dense', x: 0, weights: 2, bias: flag ? 3 : null, y: 1 } as const;
        expectSame(dense, [x, dy, weights, bias], rows, tolerance);
        const forWeights = { op: 'denseWeightGradient', x: 0, dy: 1, dWeights: 2 } as const;
        expectSame(forWeights, [x, dy, weights], rows, tolerance);
        expectSame({ op: 'denseBiasGradient', dy: 0, dBias: 1 }, [dy, bias], rows, tolerance);
        const forInput = { op: 'denseInputGradient', dy: 1, weights: 2, dx: 0, accumulate: flag } as const;
        expectSame(forInput, [x, dy, weights], rows, tolerance);
      }),
      { numRuns },
    );
  });

  it('merging steps', () => {
    fc.assert(
      fc.property(size, size, size, numbers, fc.boolean(), (rows, columns, more, values, accumulate) => {
        const operand = (width: number, start: number) => ({
          columns: width,
          values: filled(rows * width, values, start),
        });
        const [a, b, c] = [operand(columns, 0), operand(columns, 1), operand(columns, 2)];
        expectSame({ op: 'add', inputs: [0, 1, 2], y: 3 }, [a, b, c, a], rows);
        expectSame({ op: 'multiply', inputs: [0, 1, 2], y: 3 }, [a, b, c, a], rows, 1e-4);
        expectSame({ op: 'scaleGradient', dy: 0, factors: [1, 2], dx: 3, accumulate }, [a, b, c, b], rows);
        expectSame({ op: 'copyGradient', dy: 0, dx: 1, accumulate }, [a, b], rows);
        expectSame({ op: 'dropout', x: 0, mask: 1, y: 1, rate: 0.5, stream: 1 }, [a, b], rows);
        const wide = operand(columns + more, 4);
        expectSame({ op: 'concat', inputs: [0, 1], y: 2 }, [a, operand(more, 3), wide], rows);
        const slice = { op: 'sliceGradient', dy: 0, column: more, dx: 1, accumulate } as const;
        expectSame(slice, [wide, a], rows);
        const pieces = operand(columns * 3, 5);
        expectSame({ op: 'largestPiece', x: 0, y: 1, pieces: 3 }, [pieces, a], rows);
        const back = { op: 'largestPieceGradient', x: 0, dy: 1, dx: 2, pieces: 3, accumulate } as const;
        expectSame(back, [pieces, a, operand(columns * 3, 6)], rows);
      }),
      { numRuns: 40 },
    );
  });

  it('batch normalisation outside training, and its gradients', () => {
    fc.assert(
      fc.property(size, size, finite, fc.boolean(), (rows, columns, values, accumulate) => {
        const batch = (start: number) => ({ columns, values: filled(rows * columns, values, start) });
        const parameter = (start: number, change = (value: number) => value) => ({
          columns,
          parameterRows: 1,
          values: filled(columns, values, start).map(change),
        });
        const epsilon = 0.1;
        const spread = parameter(4, Math.abs);
        expectSame(
          {
            op: 'batchNorm',
            ...{ x: 0, normalized: 1, y: 2, scale: 3, shift: 4, runningMean: 5, runningVariance: 6 },
            ...{ momentum: 0.1, epsilon },
          },
          [batch(0), batch(1), batch(2), parameter(1), parameter(2), parameter(3), spread],
          rows,
        );
        const back = {
          op: 'batchNormParameterGradient',
          normalized: 0,
          dy: 1,
          dScale: 2,
          dShift: 3,
        } as const;
        expectSame(back, [batch(0), batch(1), parameter(1), parameter(2)], rows, 1e-4);
        const through = { op: 'batchNormGradient', x: 0, scale: 1, normalized: 2, dy: 3, dx: 4 } as const;
        const operands = [batch(0), parameter(1), batch(2), batch(3), batch(4)];
        expectSame({ ...through, epsilon, accumulate }, operands, rows, 2e-4);
      }),
      { numRuns: 40 },
    );
  });

  const plannedLosses: LossFunction[] = [...lossFunctions, 'softmaxCrossEntropy', 'sigmoidCrossEntropy'];
  it.each(plannedLosses)('gradient of the loss: %s', (name) => {
    fc.assert(
      fc.property(
        size,
        size,
        numbers,
        fc.constantFrom(...lossReductions),
        fc.boolean(),
        (rows, columns, values, reduction, accumulate) => {
          const probabilities = name === 'binaryCrossEntropy' || name === 'categoricalCrossEntropy';
          const between = (value: number) => Math.fround(0.05 + 0.9 / (1 + Math.exp(-value)));
          const count = rows * columns;
          const given = filled(count, values);
          const prediction = { columns, values: probabilities ? given.map(between) : given };
          const ownClass = (i: number) => i % columns === Math.floor(i / columns) % columns;
          const target = { columns, values: given.map((_, i) => Number(ownClass(i))) };
          const operands = [prediction, target, { columns, values: filled(count, values, 5) }];
          const shared = { function: name, reduction, delta: 0.7, prediction: 0, target: 1 } as const;
          const step = { op: 'lossGradient', ...shared, weight: 1.5, dPrediction: 2, accumulate } as const;
          expectSame(step, operands, rows, 1e-4);
        },
      ),
      { numRuns: 40 },
    );
  });
});
