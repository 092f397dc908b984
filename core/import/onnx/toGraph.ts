import { fittedWidth } from '../../data/encode';
import { metadataKey, type OnnxMetadata, onnxMetadataSchema } from '../../export/onnx/metadata';
import { GraphDraft } from '../graphDraft';
import { listed, Unreadable } from '../unreadable';
import type { GraphReader, Source } from './graphReader';
import type { OnnxModel, OnnxNode } from './model';
import { knownOperators } from './operators';
import { readLayer } from './readLayer';

export interface OnnxGraph {
  draft: GraphDraft;
  /** What our own files say beside the network; null for others. */
  metadata: OnnxMetadata | null;
  /** Columns made up for the inputs and outputs of other programs' files. */
  inputs: string[];
  outputs: string[];
}

/** Turns operators into nodes, from the outputs back to the inputs. Throws `Unreadable` with the name of what cannot be. */
export function onnxGraph(model: OnnxModel): OnnxGraph {
  const metadata = readMetadata(model);
  const draft = new GraphDraft();
  const producers = new Map(model.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const sources = new Map<string, Source>();
  const inputs = metadata ? [] : addInputs(model, draft, sources);
  for (const input of metadata?.inputs ?? []) {
    const features = featuresOf(metadata!, input.columns);
    sources.set(input.tensor, {
      id: draft.add('input', { name: input.name, columns: input.columns }),
      features,
    });
  }
  const constants = new Map(model.constants);
  for (const node of model.nodes) {
    const { value } = node.attributes;
    if (node.op === 'Constant' && typeof value === 'object' && !Array.isArray(value)) {
      constants.set(node.outputs[0]!, value);
    }
  }
  const ends = metadata ? metadata.heads.map(({ tensor }) => tensor) : model.outputs.map(({ name }) => name);
  if (ends.length === 0) throw new Unreadable('The ONNX model has no output.');
  refuseUnknown(ends, producers, new Set([...sources.keys(), ...constants.keys()]));

  const onTheWay = new Set<string>();
  const reader: GraphReader = {
    draft,
    constant: (name) => (name === undefined ? undefined : constants.get(name)),
    producer: (name) => (name === undefined || sources.has(name) ? undefined : producers.get(name)),
    source(name) {
      const known = name === undefined ? undefined : sources.get(name);
      if (known) return known;
      const node = name === undefined ? undefined : producers.get(name);
      if (!node || name === undefined) {
        throw new Unreadable(
          `The ONNX model reads ${listed([String(name)])}, which nothing in it gives as a layer.`,
        );
      }
      if (onTheWay.has(name))
        throw new Unreadable(`The ONNX model reads ${listed([name])} before it is there.`);
      onTheWay.add(name);
      const source = readLayer(node, reader);
      sources.set(name, source);
      return source;
    },
  };
  const heads = ends.map((name) => ({ name, source: reader.source(name) }));
  const outputs: string[] = [];
  heads.forEach(({ name, source }, index) => {
    const head = metadata?.heads[index];
    if (head) {
      draft.addLoss(source.id, head.columns, head.loss);
      return;
    }
    const columns =
      source.features === 1
        ? [unused(name, [...inputs, ...outputs])]
        : Array.from({ length: source.features }, (_, i) =>
            unused(`${name} ${i + 1}`, [...inputs, ...outputs]),
          );
    outputs.push(...columns);
    draft.addLoss(source.id, columns, lossFor(draft, source));
  });
  return { draft, metadata, inputs, outputs };
}

function readMetadata({ properties }: OnnxModel): OnnxMetadata | null {
  const text = properties.get(metadataKey);
  if (text === undefined) return null;
  try {
    const parsed = onnxMetadataSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    // Somebody else's property, or a damaged one: the network can still be read.
    return null;
  }
}

function featuresOf({ encoders }: OnnxMetadata, columns: readonly string[]): number {
  return columns.reduce((sum, name) => {
    const column = encoders.find((each) => each.name === name);
    if (!column)
      throw new Unreadable(`The ONNX model reads the column ${listed([name])}, but does not say what it is.`);
    return sum + fittedWidth(column);
  }, 0);
}

function addInputs(model: OnnxModel, draft: GraphDraft, sources: Map<string, Source>): string[] {
  if (model.inputs.length === 0) throw new Unreadable('The ONNX model has no input.');
  const all: string[] = [];
  for (const { name, shape } of model.inputs) {
    const features = shape?.at(-1) ?? -1;
    if (shape?.length !== 2 || features < 1) {
      const found = shape
        ? `[${shape.map((size) => (size < 0 ? '?' : size)).join(', ')}]`
        : 'of no given shape';
      throw new Unreadable(
        `The input ${listed([name])} of the ONNX model is ${found}; only tables [batch, features] can be read.`,
      );
    }
    if (features > 65_536) {
      throw new Unreadable(`The input ${listed([name])} has ${features} features; up to 65,536 can be read.`);
    }
    const columns = Array.from({ length: features }, (_, i) => (features === 1 ? name : `${name} ${i + 1}`));
    all.push(...columns);
    sources.set(name, { id: draft.add('input', { name, columns }), features });
  }
  return all;
}

/** Everything that has no counterpart is told at once. */
function refuseUnknown(
  ends: readonly string[],
  producers: ReadonlyMap<string, OnnxNode>,
  given: ReadonlySet<string>,
): void {
  const unknown = new Set<string>();
  const seen = new Set<string>();
  const waiting = [...ends];
  while (waiting.length > 0) {
    const name = waiting.pop()!;
    if (seen.has(name) || given.has(name)) continue;
    seen.add(name);
    const node = producers.get(name);
    if (!node) continue;
    if (node.op === 'Constant') continue;
    const isStandard = node.domain === '' || node.domain === 'ai.onnx';
    if (!isStandard || !knownOperators.has(node.op))
      unknown.add(isStandard ? node.op : `${node.domain}.${node.op}`);
    waiting.push(...node.inputs);
  }
  if (unknown.size > 0) {
    const what = unknown.size === 1 ? 'the operator' : 'the operators';
    throw new Unreadable(
      `The ONNX model uses ${what} ${listed(unknown, 8)}, which ${unknown.size === 1 ? 'has' : 'have'} no counterpart here.`,
    );
  }
}

function lossFor(draft: GraphDraft, { id, features }: Source): Record<string, unknown> {
  const last = draft.nodes.find((node) => node.id === id);
  if (last?.function === 'softmax' && features > 1) return { function: 'categoricalCrossEntropy' };
  if (last?.function === 'sigmoid') return { function: 'binaryCrossEntropy' };
  return { function: 'meanSquaredError' };
}

function unused(name: string, taken: readonly string[]): string {
  let free = name;
  for (let n = 2; taken.includes(free); n++) free = `${name} (${n})`;
  return free;
}
