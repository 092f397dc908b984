import type { z } from 'zod';
import type { Problem } from '../graph/problem';
import type { BufferId, LossPort, ParameterInit, Step } from '../plan/plan';

/** Groups node kinds in the palette and gives them their colour. */
export type Family = 'data' | 'linear' | 'activation' | 'regularisation' | 'merge' | 'loss';

export interface Port {
  name: string;
  label: string;
  /** `many` accepts any number of wires, in the order in which they were drawn. */
  arity: 'one' | 'many';
}

/** What arrives at an input port: the value `[batch, features]` and the name of the node that gives it. */
export interface Arrival {
  nodeId: string;
  nodeName: string;
  features: number;
}

export type Arrivals = Readonly<Record<string, readonly Arrival[]>>;

export interface ShapeContext {
  /** The name to call the node by in messages. */
  name: string;
  inputs: Arrivals;
  /** Width of the encoded columns of an input or target node; null while there is no data for it. */
  dataWidth: number | null;
}

/** The number of features a node gives per row, null for a node without output, or what is wrong. */
export type ShapeResult = { features: number | null } | { problem: Omit<Problem, 'nodeId'> };

/** A value in the plan: a buffer of shape `[batch, features]`. */
export interface Value {
  buffer: BufferId;
  features: number;
}

export interface ParameterRequest {
  /** `weights`, `bias`, … : the key in the project's `parameters`. */
  name: string;
  rows: number;
  columns: number;
  init: ParameterInit;
  l1: number;
  l2: number;
}

export interface LowerContext {
  nodeId: string;
  inputs: Readonly<Record<string, readonly Value[]>>;
  /** Features of this node's own output, as its shape rule gave it. */
  features: number;
  /** A new buffer `[batch, features]`. */
  buffer(name: string, features: number, role?: 'activation' | 'mask'): BufferId;
  /** A parameter that the kind's `parameters` names, and its gradient: `[rows, columns]` row-major. */
  parameter(name: string): { value: BufferId; gradient: BufferId };
  /** A number per feature that is kept but not learned by gradient, and its value before training. */
  statistic(name: string, initial: number): BufferId;
  /** A number that no other node of the network gets, for random masks. */
  stream(): number;
  /** The buffer that holds the rows of an input or target node. */
  data(role: 'input' | 'target'): BufferId;
  /** A single number: the value of a loss over the batch. */
  lossValue(loss: Pick<LossPort, 'weight' | 'prediction' | 'target' | 'reduction'>): BufferId;
  forward(step: Step): void;
}

export interface GradientContext {
  /** Derivative of the total loss with respect to this node's output; null for a loss, which starts the chain. */
  outputGradient: BufferId | null;
  /**
   * Where the derivative with respect to an input goes, or null where nothing upstream learns.
   * `accumulate` says that another consumer has already written there, so add instead of overwriting.
   */
  inputGradient(port: string, index?: number): { buffer: BufferId; accumulate: boolean } | null;
  /** A buffer `[batch, features]` for a gradient inside the node. */
  scratch(name: string, features: number): BufferId;
  backward(step: Step): void;
}

export interface Lowered {
  /** The buffer of the node's output; null for a loss. */
  output: BufferId | null;
  /** Emits the backward steps. Called in reverse topological order; absent where nothing flows back. */
  gradient?(context: GradientContext): void;
}

/**
 * Everything about one kind of node, in one file: parameters, ports, shape rule, lowering and gradient. The inspector's form,
 * the palette, the project schema and every export (from the steps it lowers to) are made from this.
 */
export interface NodeKind<Params extends z.ZodObject = z.ZodObject> {
  kind: string;
  /** Title in the palette, and the node's name until the user gives one. */
  label: string;
  family: Family;
  /** One sentence for the palette's tooltip and the inspector. */
  summary: string;
  /**
   * Fields of the node in the project file, with limits and defaults. Each field's `.meta({ title, description })` is its
   * label and help text in the inspector.
   */
  params: Params;
  /** The parameter that can be edited in place on the card. */
  primary?: string;
  inputs: readonly Port[];
  outputs: readonly Port[];
  /** True where the neurons' activations are worth a tile each on the card. */
  showsNeurons: boolean;
  shape(params: z.output<Params>, context: ShapeContext): ShapeResult;
  /** What the node learns, given the shapes of what arrives; absent where it learns nothing. */
  parameters?(params: z.output<Params>, inputs: Arrivals): ParameterRequest[];
  lower(params: z.output<Params>, context: LowerContext): Lowered;
}

export function defineNode<Params extends z.ZodObject>(definition: NodeKind<Params>): NodeKind<Params> {
  return definition;
}

/** `[batch, 8]`, as shapes are written everywhere. */
export function formatShape(features: number): string {
  return `[batch, ${features}]`;
}
