import { describe, expect, it } from 'vitest';
import type { Backend } from '../kernels/backend';
import { createBackend } from '../kernels/create';
import { firstDifference } from '../testing/allClose';
import { readGoldens, runGolden } from '../testing/goldenRun';
import { layParameters, nestParameters } from './parameters';

const goldens = readGoldens();

/** How far a backend may be from PyTorch's float64. */
const tolerances: Record<Backend['kind'], number> = { reference: 1e-9, wasm: 5e-4 };

describe('PyTorch oracles', () => {
  it('are all here', () => expect(goldens).toHaveLength(12));

  const cases = (['reference', 'wasm'] as const).flatMap((kind) =>
    goldens.map((golden) => [kind, golden.name, golden] as const),
  );
  it.each(cases)('%s: %s', (kind, _name, golden) => {
    const tolerance = tolerances[kind];
    const run = runGolden(golden, (plan, options) => createBackend(kind, plan, options));
    expect(firstDifference(run.losses, golden.lossAtStep, tolerance)).toBeNull();
    expect(firstDifference(run.parameters, run.expectedParameters, tolerance)).toBeNull();
    expect(firstDifference(run.outputs, golden.outputsAfter.flat(), tolerance)).toBeNull();
    const nested = nestParameters(run.plan, run.parameters);
    expect(layParameters(run.plan, nested, new Float64Array(run.parameters.length))).toEqual([]);
  });
});
