import type { Edge } from './schema';

export interface Endpoint {
  nodeId: string;
  port: string;
}

/** Splits `"nodeId.port"` at its last dot, so that a node id may itself contain dots. */
export function parseEndpoint(endpoint: string): Endpoint {
  const dot = endpoint.lastIndexOf('.');
  return { nodeId: endpoint.slice(0, dot), port: endpoint.slice(dot + 1) };
}

export function formatEndpoint(nodeId: string, port: string): string {
  return `${nodeId}.${port}`;
}

/** A key that is unique among the edges of a graph: no two edges join the same pair of ports. */
export function edgeKey(edge: Edge): string {
  return `${edge.from}->${edge.to}`;
}
