import { z } from 'zod';
import { GraphDraft } from './graphDraft';
import { listed, Unreadable } from './unreadable';

const byKey = z.record(z.string(), z.number());
const unit = z.object({ bias: z.number(), weights: z.union([byKey, z.array(z.number())]) });
/** Version 1 keeps units by name, version 2 keeps lists; the first layer is the input's names. */
const layer = z.union([
  z.object({ weights: z.array(z.array(z.number())), biases: z.array(z.number()) }),
  z.record(z.string(), unit),
]);

const settings = z.looseObject({ activation: z.string().optional(), leakyReluAlpha: z.number().optional() });

const brainSchema = z.looseObject({
  sizes: z.array(z.number().int().min(1)).min(2),
  layers: z.array(z.unknown()).min(2),
  inputLookup: z.union([z.boolean(), z.record(z.string(), z.number()), z.null()]).optional(),
  outputLookup: z.union([z.boolean(), z.record(z.string(), z.number()), z.null()]).optional(),
  activation: z.string().optional(),
  options: settings.optional(),
  trainOpts: settings.optional(),
});

const activations: Record<string, string> = {
  sigmoid: 'sigmoid',
  relu: 'relu',
  'leaky-relu': 'leakyRelu',
  tanh: 'tanh',
};

/** Whether parsed JSON looks like a network that brain.js wrote. */
export function isBrainJson(json: Record<string, unknown>): boolean {
  return Array.isArray(json.sizes) && Array.isArray(json.layers);
}

export interface Imported {
  draft: GraphDraft;
  inputs: string[];
  outputs: string[];
}

/** A feed-forward network of brain.js, version 1 or 2. Throws `Unreadable`. */
export function readBrain(json: unknown): Imported {
  const { type } = json as { type?: unknown };
  if (typeof type === 'string' && !/^NeuralNetwork/.test(type)) {
    throw new Unreadable(`This is a brain.js ${type}, and only its NeuralNetwork can be read.`);
  }
  const parsed = brainSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Unreadable(
      `The brain.js network cannot be read: "${issue!.path.join('.')}" is wrong (${issue!.message}).`,
    );
  }
  const network = parsed.data;
  const { sizes, layers } = network;
  if (layers.length !== sizes.length) {
    throw new Unreadable(`The brain.js network has ${sizes.length} sizes but ${layers.length} layers.`);
  }
  const { options, trainOpts } = network;
  const called = trainOpts?.activation ?? options?.activation ?? network.activation ?? 'sigmoid';
  const activation = activations[called];
  if (!activation) {
    throw new Unreadable(
      `The brain.js network uses the activation "${called}"; known are ${listed(Object.keys(activations))}.`,
    );
  }
  const negativeSlope = trainOpts?.leakyReluAlpha ?? options?.leakyReluAlpha ?? 0.01;
  const names = (lookup: unknown, layerKeys: string[], count: number, prefix: string) => {
    if (typeof lookup === 'object' && lookup !== null) return Object.keys(lookup);
    return lookup === true ? layerKeys : Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);
  };
  const keysOf = (value: unknown) => Object.keys(value as object);
  const inputs = names(network.inputLookup, keysOf(layers[0] ?? {}), sizes[0]!, 'x');
  const outputs = names(network.outputLookup, keysOf(layers.at(-1) ?? {}), sizes.at(-1)!, 'y');

  const draft = new GraphDraft();
  let last = draft.add('input', { columns: inputs });
  let keys: string[] = network.inputLookup === true ? inputs : indexes(sizes[0]!);
  for (const [index, units] of sizes.entries()) {
    if (index === 0) continue;
    const read = layer.safeParse(layers[index]);
    if (!read.success)
      throw new Unreadable(`Layer ${index} of the brain.js network is not a list of weights and biases.`);
    const isFirstVersion = !('biases' in read.data);
    // Version 1 computes its leaky ReLU as 0 or 0.01 · x, which is a ReLU over weights a hundredth of the size.
    const isShrunk = isFirstVersion && activation === 'leakyRelu';
    const values = weightsOf(read.data, keys, index, isShrunk ? negativeSlope : 1);
    if (values.bias.length !== units) {
      throw new Unreadable(
        `Layer ${index} of the brain.js network should have ${units} units, but has ${values.bias.length}.`,
      );
    }
    last = draft.add('dense', { units }, [last], values);
    last = draft.add('activation', { function: isShrunk ? 'relu' : activation, negativeSlope }, [last]);
    keys = isFirstVersion ? Object.keys(read.data) : indexes(units);
  }
  const target = outputs.map((name) => (inputs.includes(name) ? `${name} (output)` : name));
  draft.addLoss(last, target, { function: 'meanSquaredError' });
  return { draft, inputs, outputs: target };
}

const indexes = (count: number) => Array.from({ length: count }, (_, i) => String(i));

/** As [inFeatures][units], all times `factor`. `keys` are what the layer before calls its units. */
function weightsOf(read: z.output<typeof layer>, keys: readonly string[], index: number, factor: number) {
  const isLists = Array.isArray((read as { biases?: unknown }).biases);
  const units = isLists
    ? (read as { weights: number[][]; biases: number[] }).biases.map((bias, i) => ({
        bias,
        weights: (read as { weights: number[][] }).weights[i] ?? [],
      }))
    : Object.values(read as Record<string, z.output<typeof unit>>);
  const weights = keys.map((key, i) =>
    units.map((each) => {
      const weight = Array.isArray(each.weights) ? each.weights[i] : each.weights[key];
      if (weight === undefined)
        throw new Unreadable(`A weight is missing in layer ${index} of the brain.js network.`);
      return factor * weight;
    }),
  );
  return { weights, bias: units.map(({ bias }) => factor * bias) };
}
