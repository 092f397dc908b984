import type { Plan } from '../../plan/plan';
import type { AccuracyRule } from '../backend';
import { encodeProgram } from './encode';
import type { Layout } from './layout';

const nowhere: Omit<Layout, 'data' | 'state'> = {
  parameters: 0,
  gradients: 0,
  lossValues: 0,
  lossWeights: 0,
  arena: 0,
  rows: { shared: 0, apart: 0 },
  scratch: 0,
  scratchBytes: 0,
  team: 0,
  order: 0,
  orderCapacity: 0,
  rates: 0,
  losses: 0,
  stepCapacity: 0,
  programs: 0,
  programBytes: 0,
  bytes: 0,
  sizes: {
    arena: 0,
    parameters: 0,
    gradients: 0,
    optimizerState: 0,
    scratch: 0,
    activations: 0,
    evaluation: 0,
    exchange: 0,
    data: 0,
    constants: 0,
  },
};

/** A plan's longest program with empty addresses, to know its size and whether threads have something to share. */
export function trialProgram(
  plan: Plan,
  nodeIds: readonly string[],
  batchSize: number,
  accuracy: AccuracyRule | null,
): Int32Array {
  return encodeProgram({
    plan,
    layout: { ...nowhere, state: [], data: new Map(nodeIds.map((id) => [id, 0])) },
    rows: batchSize,
    arrangement: 'shared',
    training: true,
    accuracy,
    losses: true,
    finite: false,
    strips: new Map(),
    threads: 2,
  });
}
