import type { Parameters } from '../train/schema';
import { layOut } from './layout';

export interface DraftNode {
  id: string;
  kind: string;
  name?: string;
  [parameter: string]: unknown;
}

/** A graph in the making: nodes get ids, and are placed once all wires are drawn. */
export class GraphDraft {
  readonly nodes: DraftNode[] = [];
  readonly edges: { from: string; to: string }[] = [];
  readonly parameters: Parameters = {};

  /** Adds a node, wired to what gives its inputs, and returns its id. */
  add(
    kind: string,
    fields: { name?: string | undefined } & Record<string, unknown>,
    inputs: readonly string[] = [],
    values?: Parameters[string],
  ): string {
    const { name, ...parameters } = fields;
    const count = this.nodes.filter((node) => node.kind === kind).length + 1;
    const id = `${kind}${count}`;
    this.nodes.push({ id, kind, ...(name ? { name } : {}), ...parameters });
    for (const from of inputs) this.wire(from, `${id}.in`);
    if (values) this.parameters[id] = values;
    return id;
  }

  wire(fromNode: string, to: string): void {
    this.edges.push({ from: `${fromNode}.out`, to });
  }

  /** A loss over what a node gives and a target with these columns. */
  addLoss(prediction: string, columns: readonly string[], loss: Record<string, unknown>): void {
    const target = this.add('target', { columns: [...columns] });
    const id = this.add('loss', loss);
    this.wire(prediction, `${id}.prediction`);
    this.wire(target, `${id}.target`);
  }

  finish(): { nodes: object[]; edges: { from: string; to: string }[] } {
    const places = layOut(this.nodes, this.edges);
    return {
      nodes: this.nodes.map((node) => ({ ...node, position: places.get(node.id)! })),
      edges: this.edges,
    };
  }
}
