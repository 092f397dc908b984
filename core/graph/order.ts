import { parseEndpoint } from './edges';
import type { Graph } from './schema';

export interface Ordering {
  /** Node ids, sources first. Nodes on or behind a cycle are missing. */
  order: string[];
  /** Ids along one cycle, in the direction of the wires; null where there is none. */
  cycle: string[] | null;
}

/** Kahn's algorithm. Among nodes that are ready the document's order decides, so that equal graphs order equally. */
export function topologicalOrder(graph: Graph): Ordering {
  const waitingFor = new Map(graph.nodes.map((node) => [node.id, 0]));
  const successors = new Map<string, string[]>(graph.nodes.map((node) => [node.id, []]));
  for (const edge of graph.edges) {
    const from = parseEndpoint(edge.from).nodeId;
    const to = parseEndpoint(edge.to).nodeId;
    if (!waitingFor.has(from) || !waitingFor.has(to)) continue;
    waitingFor.set(to, waitingFor.get(to)! + 1);
    successors.get(from)!.push(to);
  }
  const order: string[] = [];
  const ready = graph.nodes.filter((node) => waitingFor.get(node.id) === 0).map((node) => node.id);
  for (let next = 0; next < ready.length; next++) {
    const id = ready[next]!;
    order.push(id);
    for (const successor of successors.get(id)!) {
      const left = waitingFor.get(successor)! - 1;
      waitingFor.set(successor, left);
      if (left === 0) ready.push(successor);
    }
  }
  return { order, cycle: order.length === graph.nodes.length ? null : findCycle(order, successors) };
}

/** Follows unordered predecessors backwards until one repeats; every unordered node has one. */
function findCycle(ordered: string[], successors: ReadonlyMap<string, string[]>): string[] {
  const done = new Set(ordered);
  const predecessor = new Map<string, string>();
  for (const [id, next] of successors) {
    if (!done.has(id)) for (const to of next) predecessor.set(to, id);
  }
  let at = [...successors.keys()].find((id) => !done.has(id))!;
  const seen = new Set<string>();
  while (!seen.has(at)) {
    seen.add(at);
    at = predecessor.get(at)!;
  }
  const cycle = [at];
  for (let id = predecessor.get(at)!; id !== at; id = predecessor.get(id)!) cycle.unshift(id);
  return cycle;
}

/** Whether `to` can be reached from `from` along the wires. */
export function reaches(graph: Graph, from: string, to: string): boolean {
  const visited = new Set([from]);
  const stack = [from];
  while (stack.length > 0) {
    const id = stack.pop()!;
    if (id === to) return true;
    for (const edge of graph.edges) {
      if (parseEndpoint(edge.from).nodeId !== id) continue;
      const next = parseEndpoint(edge.to).nodeId;
      if (visited.has(next)) continue;
      visited.add(next);
      stack.push(next);
    }
  }
  return false;
}
