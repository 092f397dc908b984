import type { UpdateStep } from '../../plan/plan';
import type { Optimizer } from '../../train/optimizers';
import { Op } from '../assembly/opcodes';
import type { Operand, Stretch } from './instructions';
import type { Context } from './programContext';

/** Penalties, clipping, and the update of the parameters. */
export function encodeUpdate(step: UpdateStep, context: Context): void {
  const { writer, plan, layout, address } = context;
  const all = plan.memory.parameterElements;
  switch (step.op) {
    case 'penalty': {
      const { rows, columns } = plan.buffers[step.value]!;
      const size = (rows as number) * columns;
      const amounts = [{ f32: step.l1 }, { f32: 2 * step.l2 }];
      writer.add(Op.penalty, address(step.value), address(step.gradient), size, ...amounts);
      return;
    }
    case 'clipValue':
      writer.add(Op.clipValue, layout.gradients, all, { f32: step.maxValue });
      return;
    case 'clipNorm':
      writer.add(Op.clipNorm, layout.gradients, all, { f64: step.maxNorm });
      return;
    case 'optimize':
      encodeOptimizer(step, context);
      return;
    default:
      throw step satisfies never;
  }
}

function encodeOptimizer(step: Extract<UpdateStep, { op: 'optimize' }>, context: Context): void {
  const { writer, layout, plan } = context;
  const [first = 0, second = 0] = layout.state;
  const { op, nesterov = false, ...rates } = updateRule(step.optimizer);
  const { decay = 0, squareDecay = 0, epsilon = 0, weightDecay = 0 } = rates;
  const count = plan.memory.parameterElements;
  const operands: Operand[] = [
    ...[layout.parameters, layout.gradients, count, first, second, Number(nesterov)],
    ...[decay, squareDecay, epsilon, weightDecay].map((f64) => ({ f64 })),
  ];
  const whole = (start: number): Stretch => ({ start, end: start + 4 * count });
  const writes = [layout.parameters, ...layout.state].map(whole);
  if (count < leastParametersForThreads) writer.add(op, ...operands);
  else writer.addShared(op, 0, { reads: [whole(layout.gradients), ...writes], writes }, ...operands);
}

/** Below this an update is over before another thread has begun. */
const leastParametersForThreads = 65_536;

interface UpdateRule {
  op: Op;
  nesterov?: boolean;
  /** Momentum, or Adam's beta1. */
  decay?: number;
  /** Adam's beta2, or the decay of RMSProp. */
  squareDecay?: number;
  epsilon?: number;
  weightDecay?: number;
}

function updateRule(optimizer: Optimizer): UpdateRule {
  switch (optimizer.kind) {
    case 'sgd':
      return { op: Op.sgd, nesterov: optimizer.nesterov, decay: optimizer.momentum };
    case 'adam':
    case 'adamW': {
      const { beta1: decay, beta2: squareDecay, epsilon } = optimizer;
      const weightDecay = optimizer.kind === 'adamW' ? optimizer.weightDecay : 0;
      return { op: Op.adam, decay, squareDecay, epsilon, weightDecay };
    }
    case 'rmsProp': {
      const { momentum: decay, decay: squareDecay, epsilon } = optimizer;
      return { op: Op.rmsProp, decay, squareDecay, epsilon };
    }
    case 'adagrad':
      return { op: Op.adagrad, epsilon: optimizer.epsilon };
    default:
      throw optimizer satisfies never;
  }
}
