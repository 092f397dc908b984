import { formatEndpoint, parseEndpoint } from '../graph/edges';
import { findNode, nodeName } from '../graph/names';
import type { Problem } from '../graph/problem';
import type { Graph, GraphNode } from '../graph/schema';
import { findNodeKind } from '../nodes';
import type { Port } from '../nodes/kind';

/** Everything wrong with how nodes are joined, whatever their shapes. */
export function checkWiring(graph: Graph, cycle: string[] | null): Problem[] {
  if (graph.nodes.length === 0) {
    return [
      {
        code: 'graph.empty',
        message: 'There is no network yet.',
        hint: 'Add an input, layers, a target and a loss.',
      },
    ];
  }
  const problems = [...checkEdges(graph), ...graph.nodes.flatMap((node) => checkInputs(graph, node))];
  if (cycle) problems.push(cycleProblem(graph, cycle));
  else problems.push(...checkLeaks(graph));
  if (!graph.nodes.some((node) => node.kind === 'loss')) {
    problems.push({
      code: 'graph.noLoss',
      message: 'The network has no loss, so there is nothing to train towards.',
      hint: 'Add a loss and wire the last layer and a target to it.',
    });
  } else if (!graph.nodes.some((node) => findNodeKind(node.kind)?.parameters)) {
    problems.push({
      code: 'graph.nothingToLearn',
      message: 'No node of the network has weights, so there is nothing to learn.',
      hint: 'Add a dense layer between the input and the loss.',
    });
  }
  return problems;
}

function checkEdges(graph: Graph): Problem[] {
  return graph.edges.flatMap((edge) => {
    const from = parseEndpoint(edge.from);
    const to = parseEndpoint(edge.to);
    const source = findNode(graph, from.nodeId);
    const target = findNode(graph, to.nodeId);
    const missing = !source ? from.nodeId : !target ? to.nodeId : null;
    if (missing !== null) {
      return [
        {
          code: 'wire.node',
          message: `The wire ${edge.from} → ${edge.to} ends at "${missing}", which is no node of this network.`,
        },
      ];
    }
    const badOutput = !findNodeKind(source!.kind)?.outputs.some((port) => port.name === from.port);
    const badInput = !findNodeKind(target!.kind)?.inputs.some((port) => port.name === to.port);
    if (!badOutput && !badInput) return [];
    const owner = badOutput ? source! : target!;
    const port = badOutput ? from.port : to.port;
    return [
      {
        code: 'wire.port',
        nodeId: owner.id,
        message: `The wire ${edge.from} → ${edge.to} names the ${badOutput ? 'output' : 'input'} "${port}", which "${nodeName(owner)}" does not have.`,
      },
    ];
  });
}

function checkInputs(graph: Graph, node: GraphNode): Problem[] {
  return (findNodeKind(node.kind)?.inputs ?? []).flatMap((port) => checkPort(graph, node, port));
}

function checkPort(graph: Graph, node: GraphNode, port: Port): Problem[] {
  const end = formatEndpoint(node.id, port.name);
  const arriving = graph.edges.filter((edge) => edge.to === end);
  if (arriving.length === 0) {
    return [
      {
        code: 'port.unconnected',
        nodeId: node.id,
        port: port.name,
        message: `Nothing is wired to the ${port.label.toLowerCase()} of "${nodeName(node)}".`,
        hint: port.name === 'target' ? 'Wire a target node to it.' : 'Wire the output of another node to it.',
      },
    ];
  }
  if (port.arity === 'one' && arriving.length > 1) {
    return [
      {
        code: 'port.crowded',
        nodeId: node.id,
        port: port.name,
        message: `${arriving.length} wires end at the ${port.label.toLowerCase()} of "${nodeName(node)}", which takes 1.`,
        hint: 'Join them with Add or Concat first.',
      },
    ];
  }
  return [];
}

function cycleProblem(graph: Graph, cycle: string[]): Problem {
  const names = [...cycle, cycle[0]!].map((id) => `"${nodeName(findNode(graph, id)!)}"`);
  return {
    code: 'graph.cycle',
    nodeId: cycle[0]!,
    message: `${names.join(' → ')} is a loop of ${cycle.length} ${cycle.length === 1 ? 'node' : 'nodes'}; signals must flow one way.`,
    hint: 'Delete one wire of the loop.',
  };
}

/** A target may only reach the target port of a loss: anywhere else the network would be shown the answer. */
function checkLeaks(graph: Graph): Problem[] {
  return graph.edges.flatMap((edge) => {
    const source = findNode(graph, parseEndpoint(edge.from).nodeId);
    const to = parseEndpoint(edge.to);
    const reader = findNode(graph, to.nodeId);
    if (source?.kind !== 'target' || !reader || (reader.kind === 'loss' && to.port === 'target')) return [];
    return [
      {
        code: 'graph.leak',
        nodeId: reader.id,
        port: to.port,
        message: `"${nodeName(reader)}" reads "${nodeName(source)}", so the network would be shown the answer it has to find.`,
        hint: 'Wire the target to the target port of a loss only.',
      },
    ];
  });
}
