import { internalError } from '../../graph/problem';
import { camelCase, Names } from '../identifiers';
import type { TrainedModel } from '../model';
import { type Constant, type InferenceStep, inferenceProgram, type Value } from '../program';
import { pythonEncoding } from '../pytorch/encoding';
import { pyName, pyNumber, pyString, pythonWords } from '../pytorch/python';
import { writePythonTables } from '../pytorch/pythonTables';
import type { NamedTensor } from '../pytorch/safetensors';

/** `model.py`: the network in Keras's functional form, its encoding and decoding; and the numbers it loads. */
export function writeKerasModel(model: TrainedModel): { source: string; weights: NamedTensor[] } {
  const program = inferenceProgram(model, true);
  const names = new Names();
  names.reserveIn(pythonWords);
  names.reserveIn('layers ops build inputs outputs np os');
  const weights: NamedTensor[] = [];
  const known = new Map<Value, string>();
  const nameOf = (value: Value) => {
    const part = value.part ? `_${value.part}` : '';
    const name = known.get(value) ?? names.take(snake(value.node.name, value.node.node.kind) + part);
    known.set(value, name);
    return name;
  };
  /** The layer's numbers, in the order of its own `get_weights`. */
  const layer = (name: string, constants: readonly Constant[]) => {
    constants.forEach((each, index) => {
      const shape = each.name === 'weights' ? [each.rows, each.columns] : [each.columns];
      weights.push({ name: `${name}.${index}`, shape, values: each.values });
    });
  };
  const lines: string[] = [];
  const inputs: string[] = [];
  for (const step of program.steps) {
    // The outputs are given as the losses compare them.
    if (program.outputs.some(({ value, raw }) => value === step.y && value !== raw)) continue;
    const name = nameOf(step.y);
    if (step.op === 'input') inputs.push(name);
    const expression =
      step.op === 'input'
        ? `keras.Input((${step.y.features},), name=${pyString(name)})`
        : write(step, name, nameOf, layer);
    lines.push(`    ${name} = ${expression}  # ${pyName(step.y.node.name)} [batch, ${step.y.features}]`);
  }
  const returned = program.outputs.map(({ raw }) => nameOf(raw));
  const source = `# ${pyName(model.project.name)}: a trained neural network, exported by Neuroloom.
#
#   from model import load, predict
#   network = load()
#   predict(network, numpy.array([[...]]))
#
# Needs Keras 3, on any of its backends. The numbers are in weights.safetensors beside this file.
import json
import math
import os

import keras
import numpy as np
from keras import layers, ops

${writePythonTables(model)}


def build():
    """The network, without its numbers: encoded columns in, each output as its loss compares it with the target."""
${lines.join('\n')}
    return keras.Model([${inputs.join(', ')}], [${returned.join(', ')}])

${fixedFunctions}`;
  return { source, weights };
}

function write(
  step: Exclude<InferenceStep, { op: 'input' }>,
  name: string,
  nameOf: (value: Value) => string,
  layer: (name: string, constants: readonly Constant[]) => void,
): string {
  const called = `name=${pyString(name)}`;
  switch (step.op) {
    case 'dense': {
      layer(name, step.bias ? [step.weights, step.bias] : [step.weights]);
      const bias = step.bias ? '' : 'use_bias=False, ';
      return `layers.Dense(${step.y.features}, ${bias}${called})(${nameOf(step.x)})`;
    }
    case 'batchNorm': {
      layer(name, [step.scale, step.shift, step.runningMean, step.runningVariance]);
      const settings = `momentum=${pyNumber(1 - step.momentum)}, epsilon=${pyNumber(step.epsilon)}`;
      return `layers.BatchNormalization(${settings}, ${called})(${nameOf(step.x)})`;
    }
    case 'dropout':
      return `layers.Dropout(${pyNumber(step.rate)}, ${called})(${nameOf(step.x)})`;
    case 'activation':
      return activation(step, nameOf(step.x));
    case 'largestPiece':
      return `ops.max(ops.reshape(${nameOf(step.x)}, (-1, ${step.y.features}, ${step.pieces})), axis=2)`;
    case 'add':
      return step.inputs.map(nameOf).join(' + ');
    case 'multiply':
      return step.inputs.map(nameOf).join(' * ');
    case 'concat':
      return `ops.concatenate([${step.inputs.map(nameOf).join(', ')}], axis=1)`;
    default:
      throw step satisfies never;
  }
}

function activation(
  { function: name, negativeSlope }: InferenceStep & { op: 'activation' },
  x: string,
): string {
  switch (name) {
    case 'linear':
      throw internalError('a linear activation is no step');
    case 'sigmoid':
    case 'tanh':
    case 'relu':
    case 'relu6':
    case 'elu':
    case 'selu':
    case 'softsign':
    case 'softplus':
    case 'sign':
    case 'sin':
      return `ops.${name}(${x})`;
    case 'gelu':
      return `ops.gelu(${x}, approximate=False)`;
    case 'leakyRelu':
      return `ops.where(${x} >= 0, ${x}, ${pyNumber(negativeSlope)} * ${x})`;
    case 'swish':
      return `ops.silu(${x})`;
    case 'hardSigmoid':
      return `ops.clip(${x} / 6 + 0.5, 0, 1)`;
    case 'scaledTanh':
      return `1.7159 * ops.tanh(2 / 3 * ${x})`;
    case 'step':
      return `ops.cast(${x} >= 0, ${x}.dtype)`;
    case 'softmax':
      return `ops.softmax(${x}, axis=1)`;
    default:
      throw name satisfies never;
  }
}

function snake(text: string, fallback: string): string {
  return camelCase(text, fallback)
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .replace(/^_/, '');
}

const fixedFunctions = `
${pythonEncoding('np')}

def decode(raw):
    """What the network returns, as probabilities of labels and numbers in their own units: [batch, outputs], heads side by side."""
    parts = []
    for head, output in zip(HEADS, raw):
        output = np.array(output, "float64")
        if head["link"] == "softmax":
            output = np.exp(output - output.max(1, keepdims=True))
            output /= output.sum(1, keepdims=True)
        elif head["link"] == "sigmoid":
            output = 0.5 * (1 + np.tanh(0.5 * output))
        for i, scaling in head.get("scalings", {}).items():
            output[:, i] = unscaled(output[:, i], scaling)
        parts.append(output)
    return np.concatenate(parts, 1)


def predict(network, rows):
    """rows: [batch, len(COLUMNS)]. Outputs [batch, outputs]; NaN for a row with a missing value."""
    rows = np.asarray(rows, "float64")
    complete = is_complete(rows)
    inputs = encode(np.where(complete[:, None], rows, 0.0))
    raw = network.predict(inputs, verbose=0)
    outputs = decode(raw if isinstance(raw, (list, tuple)) else [raw])
    outputs[~complete] = np.nan
    return outputs


def read_weights(path):
    """Arrays by name from a safetensors file, which holds numbers and nothing that could run."""
    with open(path, "rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
        data = file.read()
    arrays = {}
    for name, about in header.items():
        if name != "__metadata__":
            start, end = about["data_offsets"]
            arrays[name] = np.frombuffer(data[start:end], "<f4").reshape(about["shape"])
    return arrays


def load(path=None):
    """The trained network."""
    network = build()
    path = path or os.path.join(os.path.dirname(os.path.abspath(__file__)), "weights.safetensors")
    by_layer = {}
    for name, array in read_weights(path).items():
        layer, place = name.rsplit(".", 1)
        by_layer.setdefault(layer, {})[int(place)] = array
    for layer, arrays in by_layer.items():
        network.get_layer(layer).set_weights([arrays[place] for place in sorted(arrays)])
    return network
`;
