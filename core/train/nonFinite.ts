import type { Problem } from '../graph/problem';
import type { Backend } from '../kernels/backend';
import type { Plan } from '../plan/plan';

export interface Failure {
  plan: Plan;
  backend: Backend;
  /** Rows of the batch whose loss is no number; the backend holds the parameters that gave it. */
  rows: Uint32Array;
  /** Number of that update, from 1. */
  step: number;
  learningRate: number;
  /** The step whose parameters will be kept. */
  keptStep: number;
  nameOf(nodeId: string): string;
}

/** Says where a value first stopped being finite: the first node, in the order of the forward pass. */
export function describeNonFinite(failure: Failure): Problem {
  const { plan, backend, rows, step, learningRate, keptStep, nameOf } = failure;
  const first = plan.outputs.find((output) => !backend.compute(rows, output.buffer).every(Number.isFinite));
  const nodeId = first?.nodeId ?? plan.losses[0]?.nodeId;
  const place = nodeId === undefined ? '' : ` It began in "${nameOf(nodeId)}".`;
  const number = (value: number) => value.toLocaleString('en-US');
  return {
    code: 'train.nonFinite',
    ...(nodeId !== undefined && { nodeId }),
    message: `The loss stopped being a finite number at step ${number(step)}, with the learning rate ${learningRate}.${place} The parameters of step ${number(keptStep)} are kept.`,
    hint: 'Lower the learning rate, scale the columns, or clip the gradient norm.',
  };
}
