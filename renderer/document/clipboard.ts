import { z } from 'zod';
import { formatEndpoint, parseEndpoint } from '../../core/graph/edges';
import { type Edge, type Graph, type GraphNode, graphSchema } from '../../core/graph/schema';
import type { Point } from './graphEdits';

/** What copying puts on the system clipboard: part of a graph as JSON, in the project file's own form. */
const fragmentFormat = 'neuroloom-nodes';
const fragmentSchema = z.object({ format: z.literal(fragmentFormat), graph: graphSchema });

export interface Fragment {
  nodes: GraphNode[];
  edges: Edge[];
}

/** The chosen nodes and the wires between them; null when nothing is chosen. */
export function copyFragment(graph: Graph, nodeIds: ReadonlySet<string>): string | null {
  const nodes = graph.nodes.filter((node) => nodeIds.has(node.id));
  if (nodes.length === 0) return null;
  const inside = (endpoint: string) => nodeIds.has(parseEndpoint(endpoint).nodeId);
  const edges = graph.edges.filter((edge) => inside(edge.from) && inside(edge.to));
  return JSON.stringify({ format: fragmentFormat, graph: { nodes, edges } }, null, 1);
}

/** Reads what copying wrote; null for any other text. */
export function readFragment(text: string): Fragment | null {
  if (!text.includes(fragmentFormat)) return null;
  try {
    const parsed = fragmentSchema.safeParse(JSON.parse(text));
    return parsed.success ? (parsed.data.graph as Fragment) : null;
  } catch {
    return null;
  }
}

/** The fragment under new ids, with its upper left corner at `origin`, or moved by 32 px where none is given. */
export function placeFragment(
  fragment: Fragment,
  nextId: (kind: string) => string,
  origin?: Point,
): Fragment {
  const ids = new Map<string, string>();
  const left = Math.min(...fragment.nodes.map((node) => node.position.x));
  const top = Math.min(...fragment.nodes.map((node) => node.position.y));
  const shift = origin ? { x: origin.x - left, y: origin.y - top } : { x: 32, y: 32 };
  const nodes = fragment.nodes.map((node) => {
    const id = nextId(node.kind);
    ids.set(node.id, id);
    const position = { x: node.position.x + shift.x, y: node.position.y + shift.y };
    return { ...structuredClone(node), id, position };
  });
  const moved = (endpoint: string) => {
    const { nodeId, port } = parseEndpoint(endpoint);
    const id = ids.get(nodeId);
    return id && formatEndpoint(id, port);
  };
  const edges = fragment.edges.flatMap((edge) => {
    const from = moved(edge.from);
    const to = moved(edge.to);
    return from && to ? [{ from, to }] : [];
  });
  return { nodes, edges };
}
