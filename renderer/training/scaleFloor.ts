import type { GraphNode } from '../../core/graph/schema';

const bounded = new Set(['sigmoid', 'tanh', 'softmax', 'softsign', 'hardSigmoid', 'sin', 'sign', 'step']);

/**
 * The finest scale on which a node's neurons are drawn. Outputs that end at 1, and encoded data, are always compared with 1:
 * a probability of 0.1 is pale also where no other is larger.
 */
export function scaleFloor(node: GraphNode): number {
  const isData = node.kind === 'input' || node.kind === 'target';
  const isBounded = node.kind === 'activation' && bounded.has(String(node.function));
  return isData || isBounded ? 1 : 0.1;
}
