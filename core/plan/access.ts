import type { BufferId, Step } from './plan';

type Access = { reads: readonly string[]; writes: readonly string[] };

/** Which fields of a step name buffers it reads and writes. Everything that looks at steps in general goes by this table. */
const accessByOp: { [Op in Step['op']]: Access } = {
  dense: { reads: ['x', 'weights', 'bias'], writes: ['y'] },
  denseWeightGradient: { reads: ['x', 'dy'], writes: ['dWeights'] },
  denseBiasGradient: { reads: ['dy'], writes: ['dBias'] },
  denseInputGradient: { reads: ['dy', 'weights'], writes: ['dx'] },
  activation: { reads: ['x'], writes: ['y'] },
  activationGradient: { reads: ['x', 'y', 'dy'], writes: ['dx'] },
  dropout: { reads: ['x'], writes: ['mask', 'y'] },
  scaleGradient: { reads: ['dy', 'factors'], writes: ['dx'] },
  multiply: { reads: ['inputs'], writes: ['y'] },
  largestPiece: { reads: ['x'], writes: ['y'] },
  largestPieceGradient: { reads: ['x', 'dy'], writes: ['dx'] },
  batchNorm: {
    reads: ['x', 'scale', 'shift', 'runningMean', 'runningVariance'],
    writes: ['normalized', 'y'],
  },
  batchNormParameterGradient: { reads: ['normalized', 'dy'], writes: ['dScale', 'dShift'] },
  batchNormGradient: { reads: ['x', 'scale', 'normalized', 'dy'], writes: ['dx'] },
  add: { reads: ['inputs'], writes: ['y'] },
  copyGradient: { reads: ['dy'], writes: ['dx'] },
  concat: { reads: ['inputs'], writes: ['y'] },
  sliceGradient: { reads: ['dy'], writes: ['dx'] },
  loss: { reads: ['prediction', 'target'], writes: ['value'] },
  lossGradient: { reads: ['prediction', 'target'], writes: ['dPrediction'] },
};

function collect(step: Step, fields: readonly string[]): BufferId[] {
  const ids: BufferId[] = [];
  for (const field of fields) {
    const value = (step as unknown as Record<string, BufferId | BufferId[] | null>)[field];
    if (typeof value === 'number') ids.push(value);
    else if (value) ids.push(...value);
  }
  return ids;
}

/** Buffers whose content the step needs; with `accumulate` it also needs what it adds to. */
export function stepReads(step: Step): BufferId[] {
  const reads = collect(step, accessByOp[step.op].reads);
  return 'accumulate' in step && step.accumulate ? [...reads, ...stepWrites(step)] : reads;
}

export function stepWrites(step: Step): BufferId[] {
  return collect(step, accessByOp[step.op].writes);
}

/** The same step over other buffer numbers. */
export function renumberStep(step: Step, renumber: (id: BufferId) => BufferId): Step {
  const { reads, writes } = accessByOp[step.op];
  const changed: Record<string, unknown> = { ...step };
  for (const field of [...reads, ...writes]) {
    const value = changed[field] as BufferId | BufferId[] | null;
    if (Array.isArray(value)) changed[field] = value.map(renumber);
    else if (value !== null) changed[field] = renumber(value);
  }
  return changed as unknown as Step;
}
