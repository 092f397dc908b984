import { Unreadable } from '../unreadable';
import { bytesOf, type Field, floatsOf, intOf, intsOf, readFields, textOf } from './protobuf';

/** Row-major; an empty shape is a single number. */
export interface Tensor {
  shape: number[];
  values: Float64Array;
  /** Instead of numbers, where it holds text. */
  texts?: readonly string[];
}

export interface OnnxNode {
  name: string;
  op: string;
  domain: string;
  inputs: string[];
  outputs: string[];
  attributes: Record<string, number | number[] | string | string[] | Tensor>;
  /** What a person calls it. */
  about: string;
}

/** A graph input or output; −1 for a size that is left open, null where nothing is said of its shape. */
export interface OnnxValue {
  name: string;
  shape: number[] | null;
}

export interface OnnxModel {
  producer: string;
  nodes: OnnxNode[];
  constants: Map<string, Tensor>;
  inputs: OnnxValue[];
  outputs: OnnxValue[];
  properties: Map<string, string>;
}

/** Reads a `ModelProto`. Throws `Unreadable`. Field numbers are those of onnx.proto. */
export function readOnnx(bytes: Uint8Array): OnnxModel {
  const model: OnnxModel = {
    producer: '',
    nodes: [],
    constants: new Map(),
    inputs: [],
    outputs: [],
    properties: new Map(),
  };
  let hasGraph = false;
  for (const field of readFields(bytes)) {
    if (field.number === 2) model.producer = textOf(field);
    else if (field.number === 14) readProperty(bytesOf(field), model);
    else if (field.number === 7) {
      hasGraph = true;
      readGraph(bytesOf(field), model);
    }
  }
  if (!hasGraph) throw new Unreadable('This is not an ONNX model: there is no graph in it.');
  // A constant may stand among the inputs too, as in files of old.
  model.inputs = model.inputs.filter(({ name }) => !model.constants.has(name));
  return model;
}

function readGraph(bytes: Uint8Array, model: OnnxModel): void {
  for (const field of readFields(bytes)) {
    if (field.number === 1) model.nodes.push(readNode(bytesOf(field)));
    else if (field.number === 5) {
      const { name, tensor } = readTensor(bytesOf(field));
      model.constants.set(name, tensor);
    } else if (field.number === 11) model.inputs.push(readValue(bytesOf(field)));
    else if (field.number === 12) model.outputs.push(readValue(bytesOf(field)));
  }
}

function readProperty(bytes: Uint8Array, model: OnnxModel): void {
  let key = '';
  let value = '';
  for (const field of readFields(bytes)) {
    if (field.number === 1) key = textOf(field);
    else if (field.number === 2) value = textOf(field);
  }
  model.properties.set(key, value);
}

function readNode(bytes: Uint8Array): OnnxNode {
  const node: OnnxNode = { name: '', op: '', domain: '', inputs: [], outputs: [], attributes: {}, about: '' };
  for (const field of readFields(bytes)) {
    if (field.number === 1) node.inputs.push(textOf(field));
    else if (field.number === 2) node.outputs.push(textOf(field));
    else if (field.number === 3) node.name = textOf(field);
    else if (field.number === 4) node.op = textOf(field);
    else if (field.number === 6) node.about = textOf(field);
    else if (field.number === 7) node.domain = textOf(field);
    else if (field.number === 5) readAttribute(bytesOf(field), node);
  }
  return node;
}

function readAttribute(bytes: Uint8Array, node: OnnxNode): void {
  let name = '';
  let value: OnnxNode['attributes'][string] | undefined;
  const numbers: number[] = [];
  const texts: string[] = [];
  for (const field of readFields(bytes)) {
    if (field.number === 1) name = textOf(field);
    else if (field.number === 2) [value] = floatsOf(field);
    else if (field.number === 3) value = intOf(field);
    else if (field.number === 4) value = textOf(field);
    else if (field.number === 5) value = readTensor(bytesOf(field)).tensor;
    else if (field.number === 7) numbers.push(...floatsOf(field));
    else if (field.number === 8) numbers.push(...intsOf(field));
    else if (field.number === 9) texts.push(textOf(field));
  }
  if (texts.length > 0) value = texts;
  else if (numbers.length > 0) value = numbers;
  if (value !== undefined && name !== '__proto__') node.attributes[name] = value;
}

function readValue(bytes: Uint8Array): OnnxValue {
  const value: OnnxValue = { name: '', shape: null };
  const inside = (outer: Uint8Array, number: number): Uint8Array | null => {
    let found: Uint8Array | null = null;
    for (const field of readFields(outer)) if (field.number === number) found = bytesOf(field);
    return found;
  };
  for (const field of readFields(bytes)) {
    if (field.number === 1) value.name = textOf(field);
    if (field.number !== 2) continue;
    const tensor = inside(bytesOf(field), 1);
    const shape = tensor && inside(tensor, 2);
    if (shape) value.shape = Array.from(readFields(shape), (dimension) => readDimension(bytesOf(dimension)));
  }
  return value;
}

function readDimension(bytes: Uint8Array): number {
  for (const field of readFields(bytes)) if (field.number === 1) return intOf(field);
  return -1;
}

/** Bytes of one element, and how to read it, by `TensorProto.DataType`. */
const elements: Record<number, { name: string; size: number; read(view: DataView, at: number): number }> = {
  1: { name: 'float', size: 4, read: (view, at) => view.getFloat32(at, true) },
  6: { name: 'int32', size: 4, read: (view, at) => view.getInt32(at, true) },
  7: { name: 'int64', size: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  9: { name: 'bool', size: 1, read: (view, at) => view.getUint8(at) },
  11: { name: 'double', size: 8, read: (view, at) => view.getFloat64(at, true) },
};

function readTensor(bytes: Uint8Array): { name: string; tensor: Tensor } {
  let name = '';
  let type = 0;
  let raw: Uint8Array | null = null;
  let isElsewhere = false;
  const shape: number[] = [];
  const listed: number[] = [];
  for (const field of readFields(bytes)) {
    if (field.number === 1) shape.push(...intsOf(field));
    else if (field.number === 2) type = intOf(field);
    else if (field.number === 4) listed.push(...floatsOf(field));
    else if (field.number === 5 || field.number === 7) listed.push(...intsOf(field));
    else if (field.number === 8) name = textOf(field);
    else if (field.number === 9) raw = bytesOf(field);
    else if (field.number === 10) listed.push(...doublesOf(field));
    else if (field.number === 14) isElsewhere = intOf(field) === 1;
  }
  if (isElsewhere) {
    throw new Unreadable(
      `The weights of "${name}" stand in another file, which cannot be read along. Save the model as one file.`,
    );
  }
  const element = elements[type];
  if (!element)
    throw new Unreadable(
      `The tensor "${name}" holds numbers of type ${type}, which is not supported (float, double and whole numbers are).`,
    );
  const count = shape.reduce((product, size) => product * size, 1);
  const values = raw ? decode(raw, element) : Float64Array.from(listed);
  if (!shape.every((size) => size >= 0) || values.length !== count) {
    throw new Unreadable(
      `The tensor "${name}" should hold ${count} numbers by its shape [${shape.join(', ')}], but holds ${values.length}.`,
    );
  }
  return { name, tensor: { shape, values } };
}

function decode(raw: Uint8Array, { size, read }: (typeof elements)[number]): Float64Array {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  const values = new Float64Array(Math.floor(raw.length / size));
  for (let i = 0; i < values.length; i++) values[i] = read(view, i * size);
  return values;
}

function doublesOf(field: Field): number[] {
  const bytes = bytesOf(field);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: Math.floor(bytes.length / 8) }, (_, i) => view.getFloat64(8 * i, true));
}
