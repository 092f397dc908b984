import { stepReads } from '../../plan/access';
import type { BufferId, Plan, Step } from '../../plan/plan';
import { Activated, Product } from '../assembly/opcodes';
import type { StepOf } from './programContext';

/**
 * Layers whose activation can be worked out with them, so that what stands before it is never written. Their gradient must be one of the
 * output, and nobody else may read what stands before: no other step, and not the count of right rows.
 */
export function activatedLayers(
  plan: Plan,
  counted: BufferId | null,
): ReadonlyMap<StepOf<'dense'>, StepOf<'activation'>> {
  const pairs = new Map<StepOf<'dense'>, StepOf<'activation'>>();
  plan.forward.forEach((layer, index) => {
    const next = plan.forward[index + 1];
    if (layer.op !== 'dense' || next?.op !== 'activation' || next.x !== layer.y) return;
    if (!(next.function in codes) || counted === layer.y) return;
    const isRead = [...plan.forward, ...plan.backward].some(
      (step) => step !== next && !isGradientOf(step, next) && stepReads(step).includes(layer.y),
    );
    if (!isRead) pairs.set(layer, next);
  });
  return pairs;
}

function isGradientOf(step: Step, activation: StepOf<'activation'>): boolean {
  return step.op === 'activationGradient' && step.x === activation.x && step.y === activation.y;
}

/**
 * Functions that layers take along: those whose gradient is one of the output, and that are much used. Small layers have kernels for
 * each of them.
 */
const codes = {
  sigmoid: { [Product.single]: Activated.singleSigmoid, [Product.narrow]: Activated.narrowSigmoid },
  tanh: { [Product.single]: Activated.singleTanh, [Product.narrow]: Activated.narrowTanh },
  relu: { [Product.single]: Activated.singleRelu, [Product.narrow]: Activated.narrowRelu },
};

/** The variant of `activatedDense` for this kind of product, or null where `dense` takes the function as an operand. */
export function activatedVariant(kind: Product, { function: name }: StepOf<'activation'>): Activated | null {
  if (kind !== Product.single && kind !== Product.narrow) return null;
  return name === 'sigmoid' || name === 'tanh' || name === 'relu' ? codes[name][kind] : null;
}
