import { Unreadable } from '../unreadable';
import type { OnnxNode, Tensor } from './model';

/** Operators that give a node of their own, or have a part in one. */
export const knownOperators = new Set(
  `Gemm MatMul Add Sum Sub Mul Div Concat Dropout Identity Flatten Reshape Cast BatchNormalization Relu Sigmoid Tanh LeakyRelu Elu Selu
   Softplus Softsign Sin Sign Softmax Clip HardSigmoid Gelu Erf GreaterOrEqual ReduceMax`.match(/\w+/g)!,
);

/** Activations that are one operator without settings. */
export const plainActivations: Readonly<Record<string, string>> = {
  Relu: 'relu',
  Sigmoid: 'sigmoid',
  Tanh: 'tanh',
  Softplus: 'softplus',
  Softsign: 'softsign',
  Sin: 'sin',
  Sign: 'sign',
};

export function numberAttribute(node: OnnxNode, name: string, otherwise: number): number {
  const value = node.attributes[name];
  return typeof value === 'number' ? value : otherwise;
}

/** Attributes of an operator that must have these values, or not be there where they are the default. */
export function requireAttributes(
  node: OnnxNode,
  expected: Readonly<Record<string, [value: number, otherwise: number]>>,
): void {
  for (const [name, [value, otherwise]] of Object.entries(expected)) {
    const given = numberAttribute(node, name, otherwise);
    if (Math.abs(given - value) > 1e-6) {
      throw new Unreadable(`"${describeNode(node)}" has ${name} ${given}, and only ${value} is supported.`);
    }
  }
}

/** What to call an operator in a sentence: its kind, and its name where it has one. */
export function describeNode({ op, name }: OnnxNode): string {
  return name && name !== op ? `${op} ${name.slice(0, 60)}` : op;
}

/** The number of a constant that holds just one; null otherwise. */
export function scalar(tensor: Tensor | undefined): number | null {
  return tensor?.values.length === 1 ? tensor.values[0]! : null;
}

export function isAbout(value: number | null, expected: number): boolean {
  return value !== null && Math.abs(value - expected) < 1e-5;
}

/** The error of an operator that means nothing the program has. */
export function unsupported(node: OnnxNode): Unreadable {
  return new Unreadable(`"${describeNode(node)}" is used in a way that has no counterpart here.`);
}
