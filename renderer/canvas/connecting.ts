import { connectionProblem } from '../../core/graph/connect';
import { type Endpoint, parseEndpoint } from '../../core/graph/edges';
import type { Problem } from '../../core/graph/problem';
import type { Graph } from '../../core/graph/schema';
import { findNodeKind } from '../../core/nodes';

interface Ends {
  source: string | null;
  sourceHandle?: string | null;
  target: string | null;
  targetHandle?: string | null;
}

/** Both ends of a wire as React Flow names them; null while one is loose. */
export function endsOf({
  source,
  sourceHandle,
  target,
  targetHandle,
}: Ends): { from: Endpoint; to: Endpoint } | null {
  if (!source || !target || !sourceHandle || !targetHandle) return null;
  return { from: { nodeId: source, port: sourceHandle }, to: { nodeId: target, port: targetHandle } };
}

/** Where a wire that was dropped on a card, beside its ports, goes: its first free input, else its first one. */
export function portFor(graph: Graph, nodeId: string, side: 'inputs' | 'outputs'): Endpoint | null {
  const node = graph.nodes.find((each) => each.id === nodeId);
  const ports = (node && findNodeKind(node.kind)?.[side]) ?? [];
  const taken = (port: string) =>
    graph.edges.some(({ to }) => {
      const end = parseEndpoint(to);
      return end.nodeId === nodeId && end.port === port;
    });
  const port = ports.find(({ name, arity }) => arity === 'many' || !taken(name)) ?? ports[0];
  return port ? { nodeId, port: port.name } : null;
}

/** What came of letting go of a wire. */
export type Drop =
  | { kind: 'connect'; from: Endpoint; to: Endpoint }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'empty'; wireFrom?: Endpoint; wireTo?: Endpoint };

interface Loose {
  nodeId: string;
  port: string;
  type: 'source' | 'target';
}

/** Decides what a wire does that was drawn from `start` and let go over a port, a card or nothing. */
export function dropWire(graph: Graph, start: Loose, over: Loose | { nodeId: string } | null): Drop {
  const loose: Endpoint = { nodeId: start.nodeId, port: start.port };
  const forward = start.type === 'source';
  if (!over) return forward ? { kind: 'empty', wireFrom: loose } : { kind: 'empty', wireTo: loose };
  if ('type' in over && over.type === start.type && over.nodeId !== start.nodeId) {
    const what = forward ? 'outputs' : 'inputs';
    const hint = 'A wire goes from an output on the right of a card to an input on the left of another.';
    return { kind: 'refused', problem: { code: 'wire.direction', message: `Both ends are ${what}.`, hint } };
  }
  const other =
    'port' in over
      ? { nodeId: over.nodeId, port: over.port }
      : portFor(graph, over.nodeId, forward ? 'inputs' : 'outputs');
  if (!other) {
    const message = forward ? 'This node takes no input.' : 'This node has no output.';
    return { kind: 'refused', problem: { code: 'wire.port', message } };
  }
  const [from, to] = forward ? [loose, other] : [other, loose];
  const problem = connectionProblem(graph, from, to);
  return problem ? { kind: 'refused', problem } : { kind: 'connect', from, to };
}
