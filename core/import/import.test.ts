import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile/compile';
import { dataWidths } from '../data/widths';
import { exportModel } from '../export';
import { utf8Bytes } from '../export/bytes';
import { Names } from '../export/identifiers';
import { trainedModel } from '../export/model';
import { GraphBuilder, rowsOf } from '../export/onnx/graphBuilder';
import { Message } from '../export/onnx/protobuf';
import { engineOutputs, largestDifference, sampleRows } from '../export/sampleRows';
import type { Project } from '../graph/schema';
import { randomModel } from '../testing/arbitraryModel';
import { pythonWith } from '../testing/python';
import { importModel } from '.';

const projects: Project[] = fc.sample(randomModel, { seed: 5, numRuns: 40 });

function bytesOf(project: Project, format: string): Uint8Array {
  const exported = exportModel(project, format);
  if (!exported.ok) throw new Error(exported.problem.message);
  const { content } = exported.files[0]!;
  return typeof content === 'string' ? utf8Bytes(content) : content;
}

function read(bytes: Uint8Array, name = 'model'): Project {
  const imported = importModel(bytes, name);
  if (!imported.ok) throw new Error(imported.problem.message);
  return imported.project;
}

function outputsOf(project: Project, rows: number[][]): number[][] {
  const trained = trainedModel(project);
  if (!trained.ok) throw new Error(trained.problem.message);
  return engineOutputs(trained.model, rows);
}

const messageOf = (bytes: Uint8Array) => {
  const imported = importModel(bytes, 'file.onnx');
  return imported.ok ? null : imported.problem.message;
};

describe('our own exports become the project again', () => {
  test('JSON, without loss', () => {
    for (const project of projects) {
      const again = read(bytesOf(project, 'json'));
      expect(again.graph).toEqual(project.graph);
      expect(again.parameters).toEqual(project.parameters);
      expect(again.encoders).toEqual(project.encoders);
      expect(again.training).toEqual(project.training);
      expect(again.name).toBe(project.name);
    }
  });

  test('ONNX: what takes part in a prediction, with all numbers', () => {
    for (const project of projects) {
      const again = read(bytesOf(project, 'onnx'));
      const trained = trainedModel(project);
      if (!trained.ok) throw new Error(trained.problem.message);
      const rows = sampleRows(trained.model, 6);
      expect(largestDifference(outputsOf(again, rows), outputsOf(project, rows))).toBeLessThan(1e-6);
      // Trained on, it learns the same thing.
      const kinds = (each: Project) =>
        each.graph.nodes
          .filter(({ kind }) => kind === 'loss' || kind === 'target')
          .map(({ kind, function: name, fromLogits, reduction }) => [kind, name, fromLogits, reduction])
          .sort();
      expect(kinds(again)).toEqual(kinds(project));
      const { problems } = compile(again.graph, dataWidths(again.graph, again.dataset), again.training);
      expect(problems).toEqual([]);
    }
  });

  test('nodes stand apart, from left to right', () => {
    for (const project of projects) {
      const { nodes, edges } = read(bytesOf(project, 'onnx')).graph;
      const places = nodes.map(({ position }) => `${position.x},${position.y}`);
      expect(new Set(places).size).toBe(nodes.length);
      const x = (endpoint: string) => nodes.find(({ id }) => endpoint.startsWith(`${id}.`))!.position.x;
      for (const { from, to } of edges) expect(x(from)).toBeLessThan(x(to));
    }
  });
});

describe('files of other programs', () => {
  test.skipIf(!pythonWith('torch'))('ONNX that PyTorch wrote', () => {
    const folder = mkdtempSync(join(tmpdir(), 'neuroloom-import-'));
    try {
      const script = `import json, torch
from torch import nn
torch.manual_seed(1)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = nn.Linear(3, 6), nn.Linear(3, 6, bias=False), nn.Linear(12, 2)
        self.norm = nn.BatchNorm1d(6)
    def forward(self, x):
        a = nn.functional.gelu(self.a(x))
        b = self.norm(nn.functional.silu(self.b(x)) + torch.tanh(a))
        c = torch.cat([a * b, nn.functional.leaky_relu(b, 0.2)], 1)
        return torch.softmax(self.c(nn.functional.dropout(nn.functional.relu6(c), training=self.training)), 1)
net = Net()
net(torch.randn(20, 3))
net.eval()
x = torch.tensor([[0.5, -1.0, 2.0], [3.0, 0.25, -0.125]])
torch.onnx.export(net, x, 'net.onnx', input_names=['x'], output_names=['p'], dynamic_axes={'x': {0: 'n'}, 'p': {0: 'n'}})
print(json.dumps(net(x).tolist()))`;
      const printed = execFileSync(pythonWith('torch')!, ['-c', script], { cwd: folder, encoding: 'utf8' });
      const project = read(readFileSync(join(folder, 'net.onnx')), 'net.onnx');
      const expected = JSON.parse(printed.trim().split('\n').at(-1)!) as number[][];
      const rows = [
        [0.5, -1, 2],
        [3, 0.25, -0.125],
      ];
      expect(largestDifference(outputsOf(project, rows), expected)).toBeLessThan(1e-6);
      expect(project.name).toBe('net');
      const functions = project.graph.nodes.flatMap(({ function: name }) => (name ? [name] : []));
      // Which operators it writes for relu6 is up to PyTorch.
      const found = ['categoricalCrossEntropy', 'gelu', 'leakyRelu', 'relu6', 'softmax', 'swish', 'tanh'];
      expect(functions).toEqual(expect.arrayContaining(found));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  // Networks and answers as brain.js 1.6.1 and 2.0.0-beta.24 gave them.
  const brains: [string, object, number[]][] = [
    [
      'version 1, by position',
      {
        sizes: [2, 2, 1],
        layers: [
          { '0': {}, '1': {} },
          {
            '0': {
              bias: 0.0038882135413587093,
              weights: { '0': -0.12369202077388763, '1': -0.025647522881627083 },
            },
            '1': {
              bias: -0.139005646109581,
              weights: { '0': 0.14001694321632385, '1': -0.08866429328918457 },
            },
          },
          {
            '0': {
              bias: 0.10097445547580719,
              weights: { '0': -0.05524902045726776, '1': 0.05437270551919937 },
            },
          },
        ],
        outputLookup: false,
        inputLookup: false,
        activation: 'sigmoid',
      },
      [0.5250257849693298],
    ],
    [
      'version 1, by name, with its own leaky ReLU',
      {
        sizes: [2, 2, 2],
        layers: [
          { a: {}, 'b c': {} },
          {
            '0': {
              bias: -0.14253245294094086,
              weights: { a: 0.0583886057138443, 'b c': -0.17076241970062256 },
            },
            '1': {
              bias: -0.14802153408527374,
              weights: { a: 0.025430021807551384, 'b c': -0.17198412120342255 },
            },
          },
          {
            x: {
              bias: -0.18100853264331818,
              weights: { '0': -0.12021633237600327, '1': -0.18610043823719025 },
            },
            y: {
              bias: 0.7831564545631409,
              weights: { '0': -0.0738506093621254, '1': -0.029762448742985725 },
            },
          },
        ],
        outputLookup: true,
        inputLookup: true,
        activation: 'leaky-relu',
      },
      [0, 0.007831564173102379],
    ],
    [
      'version 2',
      {
        type: 'NeuralNetwork',
        sizes: [2, 2, 2],
        layers: [
          { weights: [], biases: [] },
          {
            weights: [
              [0.146999791264534, -0.1867629438638687],
              [-0.1392696350812912, -0.03906724601984024],
            ],
            biases: [-0.007995925843715668, -0.1421147733926773],
          },
          {
            weights: [
              [0.0010876019950956106, 0.15439282357692719],
              [-0.12326778471469879, 0.09345868229866028],
            ],
            biases: [-0.16370327770709991, 0.48624134063720703],
          },
        ],
        inputLookup: { a: 0, 'b c': 1 },
        outputLookup: { x: 0, y: 1 },
        options: { activation: 'leaky-relu', leakyReluAlpha: 0.05 },
        trainOpts: { activation: 'leaky-relu', leakyReluAlpha: 0.05 },
      },
      [-0.008269642479717731, 0.4828871488571167],
    ],
  ];
  test.each(brains)('brain.js %s', (_name, json, expected) => {
    const project = read(utf8Bytes(JSON.stringify(json)), 'net.json');
    expect(largestDifference(outputsOf(project, [[0.5, 0.25]]), [expected])).toBeLessThan(1e-7);
  });
});

/** An ONNX model of one operator. */
function oneOperator(op: string, attributes = {}, features = 2): Uint8Array {
  const graph = new GraphBuilder(new Names());
  graph.add({ op, inputs: ['x'], output: 'y', attributes });
  const message = graph.finish('g', [rowsOf('x', features, '')], [rowsOf('y', features, '')]);
  return new Message().int(1, 7).message(7, message).message(8, new Message().int(2, 13)).finish();
}

describe('what cannot be read is refused in one sentence', () => {
  test.each([
    [oneOperator('Conv'), 'The ONNX model uses the operator "Conv", which has no counterpart here.'],
    [oneOperator('Elu', { alpha: { float: 2 } }), '"Elu yElu" has alpha 2, and only 1 is supported.'],
    [
      oneOperator('Softmax', { axis: { int: 0 } }),
      '"Softmax ySoftmax" goes along axis 0, and only features are supported.',
    ],
    [new Uint8Array(), '"file.onnx" is empty.'],
    [utf8Bytes('{"a": 1'), '"file.onnx" is no valid JSON: it may end in the middle.'],
    [utf8Bytes('{"a": 1}'), '"file.onnx" is JSON, but neither a Neuroloom model nor a brain.js network.'],
    [
      utf8Bytes('{"type": "LSTM", "sizes": [], "layers": []}'),
      'This is a brain.js LSTM, and only its NeuralNetwork can be read.',
    ],
    [
      utf8Bytes('{"format": "neuroloom-model", "version": 2}'),
      'This model was exported by a newer Neuroloom (file version 2, this one reads up to 1).',
    ],
  ])('%#', (bytes, message) => {
    expect(messageOf(bytes)).toBe(message);
  });

  test('files that end in the middle, or hold other bytes, never break the reader', () => {
    const whole = projects
      .slice(0, 6)
      .flatMap((project) => [bytesOf(project, 'json'), bytesOf(project, 'onnx')]);
    const damage = fc.tuple(
      fc.constantFrom(...whole),
      fc.option(fc.nat(10_000), { nil: undefined }),
      fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(255)), { maxLength: 4 }),
    );
    fc.assert(
      fc.property(damage, ([bytes, end, changes]) => {
        const damaged = bytes.slice(0, end === undefined ? bytes.length : end % bytes.length);
        for (const [at, byte] of changes) if (damaged.length > 0) damaged[at % damaged.length] = byte;
        const message = messageOf(damaged);
        if (message === null) return;
        expect(message).toMatch(/^[^\n]{10,400}[.)]$/);
        expect(message).not.toMatch(/internal|undefined|at .*:\d+/);
      }),
      { numRuns: 400, seed: 3 },
    );
  });
});
