import { describe, expect, it } from 'vitest';
import { createReferenceBackend } from '../kernels/reference/backend';
import { firstDifference } from '../testing/allClose';
import { arithmetics, wasmBackend } from '../testing/arithmetics';
import { readGoldens, runGolden } from '../testing/goldenRun';
import { layParameters, nestParameters } from './parameters';

const goldens = readGoldens();

/** How far a backend may be from PyTorch's float64. */
const backends = [
  ['reference', createReferenceBackend, 1e-9] as const,
  ...arithmetics.map((arithmetic) => [`wasm, ${arithmetic}`, wasmBackend(arithmetic), 5e-4] as const),
];

describe('PyTorch oracles', () => {
  it('are all here', () => expect(goldens).toHaveLength(12));

  const cases = backends.flatMap(([kind, create, tolerance]) =>
    goldens.map((golden) => [kind, golden.name, golden, create, tolerance] as const),
  );
  it.each(cases)('%s: %s', (_kind, _name, golden, create, tolerance) => {
    const run = runGolden(golden, create);
    expect(firstDifference(run.losses, golden.lossAtStep, tolerance)).toBeNull();
    expect(firstDifference(run.parameters, run.expectedParameters, tolerance)).toBeNull();
    expect(firstDifference(run.outputs, golden.outputsAfter.flat(), tolerance)).toBeNull();
    const nested = nestParameters(run.plan, run.parameters);
    expect(layParameters(run.plan, nested, new Float64Array(run.parameters.length))).toEqual([]);
  });
});
