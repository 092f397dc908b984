import { internalError } from '../graph/problem';
import type { GradientContext } from '../nodes/kind';
import { type Draft, type LoweredNode, newBuffer } from './draft';

/**
 * Emits the backward steps in reverse topological order. A value's gradient buffer is made at its first use; that consumer
 * overwrites it and later ones add. Nothing flows to where nothing upstream learns.
 */
export function emitGradients(draft: Draft, lowered: readonly LoweredNode[]): void {
  const byId = new Map(lowered.map((node) => [node.nodeId, node]));
  const learns = new Set<string>();
  for (const node of lowered) {
    const fromUpstream = Object.values(node.sources).some((ids) => ids.some((id) => learns.has(id)));
    if (node.hasParameters || fromUpstream) learns.add(node.nodeId);
  }
  const gradients = new Map<string, number>();
  for (const node of lowered.toReversed()) {
    const outputGradient = gradients.get(node.nodeId) ?? null;
    // A branch that no loss sees has no gradient: its parameters keep theirs at zero.
    if (node.output !== null && outputGradient === null) continue;
    node.gradient?.(context(node, outputGradient));
  }

  function context(node: LoweredNode, outputGradient: number | null): GradientContext {
    return {
      outputGradient,
      inputGradient(port, index = 0) {
        const source = node.sources[port]?.[index];
        if (source === undefined)
          throw internalError(`gradient of ${node.nodeId} asks for its input ${port}[${index}]`);
        if (!learns.has(source)) return null;
        const known = gradients.get(source);
        if (known !== undefined) return { buffer: known, accumulate: true };
        const value = draft.buffers[byId.get(source)!.output!]!;
        const buffer = newBuffer(draft, `d ${value.name}`, 'gradient', 'batch', value.columns);
        gradients.set(source, buffer);
        return { buffer, accumulate: false };
      },
      scratch: (name, features) =>
        newBuffer(draft, `d ${node.nodeId}.${name}`, 'gradient', 'batch', features),
      backward: (step) => void draft.backward.push(step),
    };
  }
}
