import { findNodeKind } from '../nodes';
import { type Endpoint, formatEndpoint } from './edges';
import { findNode, nodeName } from './names';
import { reaches } from './order';
import type { Problem } from './problem';
import type { Graph } from './schema';

/**
 * Why a wire from an output to an input cannot be drawn, or null. An occupied port that takes one wire is no reason: the new
 * wire replaces the old one.
 */
export function connectionProblem(graph: Graph, from: Endpoint, to: Endpoint): Problem | null {
  const source = findNode(graph, from.nodeId);
  const target = findNode(graph, to.nodeId);
  if (!source || !target)
    return { code: 'wire.node', message: 'One end of the wire is on a node that no longer exists.' };
  const wire = `"${nodeName(source)}" to "${nodeName(target)}"`;
  if (!findNodeKind(source.kind)?.outputs.some((port) => port.name === from.port)) {
    return { code: 'wire.port', message: `"${nodeName(source)}" has no output called "${from.port}".` };
  }
  if (!findNodeKind(target.kind)?.inputs.some((port) => port.name === to.port)) {
    return {
      code: 'wire.port',
      nodeId: target.id,
      message: `"${nodeName(target)}" has no input called "${to.port}".`,
    };
  }
  const key = { from: formatEndpoint(from.nodeId, from.port), to: formatEndpoint(to.nodeId, to.port) };
  if (graph.edges.some((edge) => edge.from === key.from && edge.to === key.to)) {
    return { code: 'wire.duplicate', message: `A wire from ${wire} is already there.` };
  }
  if (source.id === target.id) {
    return { code: 'wire.self', nodeId: source.id, message: `"${nodeName(source)}" cannot feed itself.` };
  }
  if (reaches(graph, target.id, source.id)) {
    return {
      code: 'wire.cycle',
      nodeId: target.id,
      message: `A wire from ${wire} would close a loop; signals must flow one way.`,
    };
  }
  return null;
}
