import { internalError } from '../../graph/problem';
import { camelCase, Names } from '../identifiers';
import type { TrainedModel } from '../model';
import { type Constant, type InferenceStep, inferenceProgram, transposed, type Value } from '../program';
import { pythonEncoding } from './encoding';
import { pyName, pyNumber, pythonWords } from './python';
import { writePythonTables } from './pythonTables';
import type { NamedTensor } from './safetensors';

export interface PyModel {
  source: string;
  weights: NamedTensor[];
  /** Names of the network's parameters in PyTorch, by node id and name. */
  parameterNames: ReadonlyMap<string, string>;
}

/** `model.py`: the network as a module, its encoding and decoding; and the numbers it loads. */
export function writeModel(model: TrainedModel): PyModel {
  const program = inferenceProgram(model, true);
  const names = new Names();
  names.reserveIn(pythonWords);
  const weights: NamedTensor[] = [];
  const parameterNames = new Map<string, string>();
  const layers: string[] = [];
  const lines: string[] = [];
  const known = new Map<Value, string>();
  const nameOf = (value: Value) => {
    const name =
      known.get(value) ??
      names.take(snake(value.node.name, value.node.node.kind) + (value.part ? `_${value.part}` : ''));
    known.set(value, name);
    return name;
  };
  const tensor = (layer: string, key: string, constant: Constant) => {
    const isMatrix = constant.name === 'weights';
    const shape = isMatrix ? [constant.columns, constant.rows] : [constant.columns];
    weights.push({
      name: `${layer}.${key}`,
      shape,
      values: isMatrix ? transposed(constant) : constant.values,
    });
    parameterNames.set(`${constant.node.node.id}.${constant.name}`, `${layer}.${key}`);
  };

  const inputs: string[] = [];
  for (const step of program.steps) {
    // The outputs are given as the losses compare them.
    if (program.outputs.some(({ value, raw }) => value === step.y && value !== raw)) continue;
    if (step.op === 'input') {
      inputs.push(nameOf(step.y));
      continue;
    }
    const name = nameOf(step.y);
    const { expression, layer } = writeStep(step, name, nameOf, tensor);
    if (layer) layers.push(`        self.${name} = ${layer}  # ${pyName(step.y.node.name)}`);
    if (step.op === 'batchNorm') {
      weights.push({ name: `${name}.num_batches_tracked`, shape: [], values: [0], isWhole: true });
    }
    lines.push(`        ${name} = ${expression}  # [batch, ${step.y.features}]`);
  }
  const returned = program.outputs.map(({ raw }) => nameOf(raw));
  const source = `# ${pyName(model.project.name)}: a trained neural network, exported by Neuroloom.
#
#   from model import load, predict
#   network = load()
#   predict(network, torch.tensor([[...]]))
#
# Needs PyTorch 1.13 or newer. The numbers are in weights.safetensors beside this file.
import json
import math
import os
import struct

import torch
from torch import nn
from torch.nn import functional

${writePythonTables(model)}


class Network(nn.Module):
    def __init__(self):
        super().__init__()
${layers.length > 0 ? layers.join('\n') : '        # Nothing to learn.'}

    def forward(self, ${inputs.join(', ')}):
        # Each output as its loss compares it with the target.
${lines.join('\n')}
        return (${returned.join(', ')},)

${fixedFunctions}`;
  return { source, weights, parameterNames };
}

function writeStep(
  step: Exclude<InferenceStep, { op: 'input' }>,
  name: string,
  nameOf: (value: Value) => string,
  tensor: (layer: string, key: string, constant: Constant) => void,
): { expression: string; layer?: string } {
  switch (step.op) {
    case 'dense': {
      tensor(name, 'weight', step.weights);
      if (step.bias) tensor(name, 'bias', step.bias);
      const bias = step.bias ? '' : ', bias=False';
      const layer = `nn.Linear(${step.x.features}, ${step.y.features}${bias})`;
      return { layer, expression: `self.${name}(${nameOf(step.x)})` };
    }
    case 'batchNorm': {
      tensor(name, 'weight', step.scale);
      tensor(name, 'bias', step.shift);
      tensor(name, 'running_mean', step.runningMean);
      tensor(name, 'running_var', step.runningVariance);
      const settings = `eps=${pyNumber(step.epsilon)}, momentum=${pyNumber(step.momentum)}`;
      const layer = `nn.BatchNorm1d(${step.y.features}, ${settings})`;
      return { layer, expression: `self.${name}(${nameOf(step.x)})` };
    }
    case 'dropout':
      return { layer: `nn.Dropout(${pyNumber(step.rate)})`, expression: `self.${name}(${nameOf(step.x)})` };
    case 'activation':
      return { expression: activation(step, nameOf(step.x)) };
    case 'largestPiece':
      return { expression: `${nameOf(step.x)}.view(-1, ${step.y.features}, ${step.pieces}).amax(2)` };
    case 'add':
      return { expression: step.inputs.map(nameOf).join(' + ') };
    case 'multiply':
      return { expression: step.inputs.map(nameOf).join(' * ') };
    case 'concat':
      return { expression: `torch.cat([${step.inputs.map(nameOf).join(', ')}], 1)` };
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
    case 'sign':
    case 'sin':
      return `torch.${name}(${x})`;
    case 'relu6':
    case 'elu':
    case 'selu':
    case 'gelu':
    case 'softsign':
    case 'softplus':
      return `functional.${name}(${x})`;
    case 'leakyRelu':
      return `functional.leaky_relu(${x}, ${pyNumber(negativeSlope)})`;
    case 'swish':
      return `functional.silu(${x})`;
    case 'hardSigmoid':
      return `functional.hardsigmoid(${x})`;
    case 'scaledTanh':
      return `1.7159 * torch.tanh(2 / 3 * ${x})`;
    case 'step':
      return `(${x} >= 0).to(${x}.dtype)`;
    case 'softmax':
      return `functional.softmax(${x}, 1)`;
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
${pythonEncoding('torch')}

def decode(raw):
    """What the network returns, as probabilities of labels and numbers in their own units: [batch, outputs], heads side by side."""
    parts = []
    for head, output in zip(HEADS, raw):
        if head["link"] == "softmax":
            output = functional.softmax(output, 1)
        elif head["link"] == "sigmoid":
            output = torch.sigmoid(output)
        output = output.clone()
        for i, scaling in head.get("scalings", {}).items():
            output[:, i] = unscaled(output[:, i], scaling)
        parts.append(output)
    return torch.cat(parts, 1)


@torch.no_grad()
def predict(network, rows):
    """rows: [batch, len(COLUMNS)]. Outputs [batch, outputs]; NaN for a row with a missing value."""
    network.eval()
    complete = is_complete(rows)
    known = torch.where(complete.unsqueeze(1), rows, torch.zeros_like(rows))
    outputs = decode(network(*encode(known)))
    outputs[~complete] = float("nan")
    return outputs


def beside(name):
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), name)


def read_weights(path):
    """Tensors by name from a safetensors file, which holds numbers and nothing that could run."""
    with open(path, "rb") as file:
        length = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    types = {"F32": torch.float32, "F64": torch.float64, "I64": torch.int64}
    tensors = {}
    for name, about in header.items():
        if name == "__metadata__":
            continue
        start, end = about["data_offsets"]
        numbers = torch.frombuffer(data, dtype=torch.uint8)[start:end].clone().view(types[about["dtype"]])
        tensors[name] = numbers.reshape(about["shape"])
    return tensors


def write_weights(path, tensors):
    """Writes a safetensors file in one piece: under another name first."""
    header, parts, end = {}, [], 0
    for name, tensor in tensors.items():
        whole = tensor.dtype == torch.int64
        numbers = tensor.detach().cpu().to(torch.int64 if whole else torch.float32).contiguous()
        data = bytes(numbers.reshape(-1).numpy().tobytes())
        header[name] = {"dtype": "I64" if whole else "F32", "shape": list(tensor.shape), "data_offsets": [end, end + len(data)]}
        parts.append(data)
        end += len(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path + ".part", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(parts))
    os.replace(path + ".part", path)


def load(path=None):
    """The trained network."""
    network = Network()
    network.load_state_dict(read_weights(path or beside("weights.safetensors")))
    return network.eval()
`;
