import type { DataWidths } from '../data/widths';
import { type Endpoint, parseEndpoint } from '../graph/edges';
import { findNode, nodeName } from '../graph/names';
import type { Problem } from '../graph/problem';
import type { Graph } from '../graph/schema';
import { findNodeKind } from '../nodes';
import type { Arrival, Arrivals } from '../nodes/kind';

export interface NodeShape {
  /** Features per row of the node's output; null where it has none or it cannot be known yet. */
  features: number | null;
  inputs: Arrivals;
}

/**
 * Walks the graph in topological order and asks every kind for its shape. A node behind one whose shape is unknown stays
 * unknown without a problem of its own: the cause is shown where it is.
 */
export function inferShapes(graph: Graph, order: readonly string[], widths: DataWidths) {
  const shapes = new Map<string, NodeShape>();
  const problems: Problem[] = [];
  const wires = wiresByTarget(graph);
  for (const id of order) {
    const node = findNode(graph, id)!;
    const kind = findNodeKind(node.kind)!;
    const { inputs, complete } = arrivals(graph, wires.get(id) ?? [], shapes);
    const context = { name: nodeName(node), inputs, dataWidth: widths.get(id) ?? null };
    const result = kind.shape(node, context);
    if ('problem' in result) {
      if (complete) problems.push({ ...result.problem, nodeId: id });
      shapes.set(id, { features: null, inputs });
    } else {
      shapes.set(id, { features: result.features, inputs });
    }
  }
  return { shapes, problems };
}

interface Wire {
  from: Endpoint;
  to: Endpoint;
}

/** The wires that end at each node, in the document's order. */
function wiresByTarget(graph: Graph): Map<string, Wire[]> {
  const wires = new Map<string, Wire[]>();
  for (const edge of graph.edges) {
    const wire = { from: parseEndpoint(edge.from), to: parseEndpoint(edge.to) };
    const list = wires.get(wire.to.nodeId);
    if (list) list.push(wire);
    else wires.set(wire.to.nodeId, [wire]);
  }
  return wires;
}

function arrivals(graph: Graph, wires: readonly Wire[], shapes: ReadonlyMap<string, NodeShape>) {
  const inputs: Record<string, Arrival[]> = {};
  let complete = true;
  for (const { from, to } of wires) {
    const source = findNode(graph, from.nodeId);
    const features = source ? (shapes.get(source.id)?.features ?? null) : null;
    if (!source || features === null) {
      complete = false;
      continue;
    }
    const list = inputs[to.port] ?? [];
    list.push({ nodeId: source.id, nodeName: nodeName(source), features });
    inputs[to.port] = list;
  }
  return { inputs, complete };
}
