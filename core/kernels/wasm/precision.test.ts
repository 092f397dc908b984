import { describe, expect, it } from 'vitest';
import type { ActivationFunction } from '../../nodes/activationFunctions';
import { arithmetics, wasmBackend } from '../../testing/arithmetics';
import { runSingleStep } from '../../testing/singleStep';
import { createReferenceBackend } from '../reference/backend';

/** float32 numbers from −90 to 90, dense around 0, tiny ones included. */
function points(): number[] {
  const values: number[] = [0];
  for (let exponent = -20; exponent <= 6; exponent += 0.004) {
    const value = Math.fround(2 ** exponent * 1.37);
    values.push(value, -value);
  }
  return values;
}

/**
 * The largest error allowed, relative to the value, in units of float32's precision (2⁻²⁴); where a function passes through 0
 * away from 0, or is a difference of near numbers, the error is relative to `scale`.
 */
const limits: Partial<Record<ActivationFunction, { units: number; scale?: number }>> = {
  sigmoid: { units: 4 },
  tanh: { units: 4 },
  scaledTanh: { units: 6 },
  elu: { units: 4 },
  selu: { units: 5 },
  softplus: { units: 6 },
  softsign: { units: 3 },
  swish: { units: 5 },
  gelu: { units: 10, scale: 1e-2 },
  sin: { units: 3, scale: 1e-6 },
};

describe.each(arithmetics)(
  'vectorised functions are float32 to the last places, %s arithmetic',
  (arithmetic) => {
    it.each(Object.entries(limits))('%s', (name, { units, scale = 1e-30 }) => {
      const x = points();
      const operands = [
        { columns: 1, values: x },
        { columns: 1, values: x },
      ];
      const step = {
        op: 'activation',
        function: name as ActivationFunction,
        negativeSlope: 0,
        x: 0,
        y: 1,
      } as const;
      const expected = runSingleStep(createReferenceBackend, step, operands, x.length)[1]!;
      const actual = runSingleStep(wasmBackend(arithmetic), step, operands, x.length)[1]!;
      let worst = { error: 0, at: 0 };
      for (const [i, value] of expected.entries()) {
        // Below this float32 has fewer digits, and the engine has 0.
        if (Math.abs(value) < 4e-38) continue;
        const error = (Math.abs(actual[i]! - value) / Math.max(Math.abs(value), scale)) * 2 ** 24;
        if (error > worst.error) worst = { error, at: x[i]! };
      }
      expect(worst.error, `at ${worst.at}`).toBeLessThan(units);
    });
  },
);
