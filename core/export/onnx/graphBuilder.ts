import { float32Bytes } from '../bytes';
import type { Names } from '../identifiers';
import { Message } from './protobuf';

/** Numbers of `TensorProto.DataType`. */
export const elementTypes = { float: 1, int64: 7, string: 8, bool: 9, double: 11 } as const;

/** What an operator is told besides its inputs. */
type Attribute =
  | { int: number }
  | { float: number }
  | { ints: readonly number[] }
  | { floats: readonly number[] }
  | { strings: readonly string[] };

export interface OperatorNode {
  op: string;
  /** Where it is none of ONNX's own. */
  domain?: string;
  inputs: readonly string[];
  output: string;
  attributes?: Readonly<Record<string, Attribute>>;
  /** What a person calls the layer. */
  about?: string;
}

/** Collects a `GraphProto`; field numbers are those of onnx.proto. */
export class GraphBuilder {
  private readonly nodes: Message[] = [];
  private readonly initializers: Message[] = [];

  constructor(private readonly names: Names) {}

  /** A new name for a value. */
  take(base: string): string {
    return this.names.take(base);
  }

  /** Adds an operator and returns the name of its output. */
  add({ op, domain, inputs, output, attributes = {}, about }: OperatorNode): string {
    const node = new Message();
    for (const input of inputs) node.string(1, input);
    node
      .string(2, output)
      .string(3, this.names.take(`${output}${op}`))
      .string(4, op);
    for (const [name, attribute] of Object.entries(attributes))
      node.message(5, attributeMessage(name, attribute));
    if (about) node.string(6, about);
    if (domain) node.string(7, domain);
    this.nodes.push(node);
    return output;
  }

  /** The same, with the output named after the first input. */
  follow(op: string, inputs: readonly string[], attributes: OperatorNode['attributes'] = {}): string {
    return this.add({ op, inputs, output: this.take(`${inputs[0]}${op}`), attributes });
  }

  float(base: string, values: ArrayLike<number>, shape: readonly number[]): string {
    return this.tensor(base, elementTypes.float, shape, float32Bytes(values));
  }

  double(base: string, values: ArrayLike<number>, shape: readonly number[]): string {
    const bytes = new Uint8Array(values.length * 8);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < values.length; i++) view.setFloat64(8 * i, values[i]!, true);
    return this.tensor(base, elementTypes.double, shape, bytes);
  }

  int64(base: string, values: readonly number[], shape: readonly number[]): string {
    const bytes = new Uint8Array(values.length * 8);
    const view = new DataView(bytes.buffer);
    values.forEach((value, i) => {
      view.setBigInt64(8 * i, BigInt(value), true);
    });
    return this.tensor(base, elementTypes.int64, shape, bytes);
  }

  bool(base: string, values: readonly boolean[], shape: readonly number[]): string {
    return this.tensor(
      base,
      elementTypes.bool,
      shape,
      Uint8Array.from(values, (value) => (value ? 1 : 0)),
    );
  }

  private tensor(base: string, type: number, shape: readonly number[], bytes: Uint8Array): string {
    const name = this.take(base);
    this.initializers.push(new Message().ints(1, shape).int(2, type).string(8, name).bytes(9, bytes));
    return name;
  }

  finish(name: string, inputs: readonly Message[], outputs: readonly Message[]): Message {
    const graph = new Message();
    for (const node of this.nodes) graph.message(1, node);
    graph.string(2, name);
    for (const initializer of this.initializers) graph.message(5, initializer);
    for (const input of inputs) graph.message(11, input);
    for (const output of outputs) graph.message(12, output);
    return graph;
  }
}

/** A `ValueInfoProto` of floats `[batch, features]`, where the number of rows is left open. */
export function rowsOf(name: string, features: number, about: string): Message {
  return tableOf(name, elementTypes.float, features, about);
}

/** The same of any type of element. */
export function tableOf(name: string, type: number, features: number, about: string): Message {
  const batch = new Message().string(2, 'batch');
  const width = new Message().int(1, features);
  const shape = new Message().message(1, batch).message(1, width);
  const tensor = new Message().int(1, type).message(2, shape);
  return new Message().string(1, name).message(2, new Message().message(1, tensor)).string(3, about);
}

function attributeMessage(name: string, attribute: Attribute): Message {
  const message = new Message().string(1, name);
  if ('int' in attribute) return message.int(3, attribute.int).int(20, 2);
  if ('float' in attribute) return message.float(2, attribute.float).int(20, 1);
  if ('ints' in attribute) return message.ints(8, attribute.ints).int(20, 7);
  if ('floats' in attribute) {
    for (const value of attribute.floats) message.float(7, value);
    return message.int(20, 6);
  }
  for (const value of attribute.strings) message.string(9, value);
  return message.int(20, 8);
}
