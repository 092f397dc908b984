import { beforeAll, describe, expect, test } from 'vitest';
import { cellText, type Table, textColumn } from '../../data/table';
import type { Project } from '../../graph/schema';
import { activationFunctions } from '../../nodes/activationFunctions';
import { compileAndLoad, type ExportedModule } from '../../testing/exportedModule';
import { readCsv } from '../../testing/readCsv';
import { projectFrom, trainProject } from '../../testing/trained';
import { predictTable } from '../../train/predictions';
import { exportModel } from '..';

const hostileNames = [
  '*/ throw new Error("out"); /*',
  "'; throw new Error('out'); '",
  `\`\${(() => { throw new Error("out") })()}\``,
  '\\',
  'line\nbreak',
  'separator\u2028and\u2029',
  'half \ud800 pair',
  '\u202eturned around',
  '__proto__',
  'constructor',
  'class',
  'value',
  'i',
  '42',
  '',
  '名前',
];

interface Case {
  project: Project;
  table: Table;
}

const chain = (...ids: string[]) =>
  ids.slice(1).map((id, index) => ({ from: `${ids[index]}.out`, to: `${id}.in` }));
const ends = (prediction: string, target: string, loss: string) => [
  { from: `${prediction}.out`, to: `${loss}.prediction` },
  { from: `${target}.out`, to: `${loss}.target` },
];
const csv = (path = 'data.csv') => ({ source: { kind: 'csv', path } });

function classes(names: readonly string[], nodeName: (index: number) => string): Case {
  const rows = names.map((name, index) => [String(index), name, names[(index * 7) % names.length]!]);
  const columns = [names[0]!, names[8]!, names[2]!];
  const table: Table = {
    rowCount: rows.length,
    columns: columns.map((name, index) =>
      textColumn(
        name,
        rows.map((row) => row[index]!),
      ),
    ),
  };
  const project = projectFrom({
    name: names[0],
    graph: {
      nodes: [
        { id: 'in', kind: 'input', name: nodeName(0) },
        { id: 'a', kind: 'dense', units: 4, name: nodeName(1) },
        { id: 'b', kind: 'dense', units: 4, name: nodeName(2) },
        { id: 'sum', kind: 'add', name: nodeName(3) },
        { id: 'out', kind: 'dense', units: names.length, name: nodeName(4) },
        { id: 'y', kind: 'target', name: nodeName(5) },
        {
          id: 'loss',
          kind: 'loss',
          function: 'categoricalCrossEntropy',
          fromLogits: true,
          name: nodeName(6),
        },
      ],
      edges: [...chain('in', 'a', 'sum', 'out'), ...chain('in', 'b', 'sum'), ...ends('out', 'y', 'loss')],
    },
    dataset: {
      ...csv(),
      columns: [
        { name: columns[0], role: 'feature', type: 'number', scaling: 'standard' },
        { name: columns[1], role: 'feature', type: 'category', categories: [...names] },
        { name: columns[2], role: 'target', type: 'category', categories: [...names] },
      ],
      split: { validation: 0 },
    },
  });
  return { project, table };
}

/** Every node kind, and all activations side by side, into two heads: two numbers in their own units, and a 0-or-1 column from logits. */
function everyActivation(): Case {
  const functions = activationFunctions.map((name, index) => ({
    id: `f${index}`,
    kind: 'activation',
    function: name,
    negativeSlope: 0.3,
  }));
  const project = projectFrom({
    name: 'Every activation',
    graph: {
      nodes: [
        { id: 'in', kind: 'input' },
        { id: 'h', kind: 'dense', units: 3, weightInitializer: { kind: 'normal', deviation: 2 } },
        ...functions,
        { id: 'steep', kind: 'activation', function: 'leakyRelu', negativeSlope: -1.5 },
        { id: 'all', kind: 'concat' },
        { id: 'drop', kind: 'dropout', rate: 0.5 },
        { id: 'one', kind: 'add' },
        { id: 'norm', kind: 'batchNorm' },
        { id: 'max', kind: 'maxout', units: 4, pieces: 3 },
        { id: 'constructor', kind: 'dense', units: 4 },
        { id: 'product', kind: 'multiply' },
        { id: 'numbers', kind: 'dense', units: 2, bias: false },
        { id: 'bit', kind: 'dense', units: 1 },
        { id: 'unused', kind: 'dense', units: 5 },
        { id: 'y', kind: 'target', columns: ['p', 'q'] },
        { id: 'yBit', kind: 'target', columns: ['bit'] },
        { id: 'loss', kind: 'loss', function: 'huber' },
        { id: 'lossBit', kind: 'loss', function: 'binaryCrossEntropy', fromLogits: true },
      ],
      edges: [
        ...chain('in', 'h'),
        ...[...functions.map((each) => each.id), 'steep'].flatMap((id) => chain('h', id, 'all')),
        ...chain('all', 'drop', 'one', 'norm', 'max', 'product', 'numbers'),
        ...chain('norm', 'constructor', 'product'),
        ...chain('one', 'bit'),
        ...chain('h', 'unused'),
        ...ends('numbers', 'y', 'loss'),
        ...ends('bit', 'yBit', 'lossBit'),
      ],
    },
    dataset: {
      ...csv(),
      columns: [
        { name: 'a b', role: 'feature', type: 'number', scaling: 'standard' },
        { name: 'c', role: 'feature', type: 'number' },
        { name: 'p', role: 'target', type: 'number', scaling: 'standard' },
        { name: 'q', role: 'target', type: 'number' },
        { name: 'bit', role: 'target', type: 'number' },
      ],
    },
  });
  const lines = Array.from({ length: 24 }, (_, i) =>
    [i - 12, Math.sin(i), 100 + i * i, i / 7, i % 2].join(','),
  );
  return { project, table: readCsv(`a b,c,p,q,bit\n${lines.join('\n')}\n`) };
}

/** A margin loss over classes that are spread over columns. */
function columnsAsClasses(): Case {
  const project = projectFrom({
    graph: {
      nodes: [
        { id: 'in', kind: 'input', columns: ['b', 'a'] },
        { id: 'out', kind: 'dense', units: 3 },
        { id: 'y', kind: 'target', columns: ['red', 'green', 'light blue'] },
        { id: 'loss', kind: 'loss', function: 'hinge' },
      ],
      edges: [...chain('in', 'out'), ...ends('out', 'y', 'loss')],
    },
    dataset: {
      ...csv(),
      columns: ['a', 'b', 'red', 'green', 'light blue'].map((name) => ({ name, type: 'number' })),
    },
  });
  const lines = Array.from({ length: 12 }, (_, i) =>
    [i, 12 - i, ...[0, 1, 2].map((k) => (k === i % 3 ? 1 : 0))].join(','),
  );
  return { project, table: readCsv(`a,b,red,green,light blue\n${lines.join('\n')}\n`) };
}

const cases: Record<string, Case> = {
  plain: classes(['Kind', ...'abcdefghijklmno'], (index) => `Layer ${index}`),
  hostile: classes(hostileNames, (index) => hostileNames[index]!),
  hostileToo: classes(hostileNames, (index) => hostileNames[index + 8]!),
  everyActivation: everyActivation(),
  columnsAsClasses: columnsAsClasses(),
};

const trained: Record<string, Project> = {};
let modules: Record<string, ExportedModule> = {};
const sources: Record<string, string> = {};

beforeAll(async () => {
  for (const [name, { project, table }] of Object.entries(cases)) {
    trained[name] = trainProject(project, table, 3);
    const exported = exportModel(trained[name], 'typescript', { weights: 'numbers' });
    if (!exported.ok) throw new Error(exported.problem.message);
    sources[name] = exported.files[0]!.content as string;
  }
  modules = await compileAndLoad(sources);
});

function rowOf({ project, table }: Case, index: number): Record<string, unknown> {
  const cells = table.columns.map((column) => {
    const { name } = column;
    const cell = cellText(column, index);
    const isNumber = project.dataset!.columns.find((each) => each.name === name)!.type === 'number';
    return [name, isNumber ? Number(cell) : cell] as const;
  });
  return Object.fromEntries(cells);
}

function predictions(name: string) {
  const { graph, dataset, training, parameters, encoders } = trained[name]!;
  const input = { graph, dataset: dataset!, training, table: cases[name]!.table, parameters: parameters! };
  const predicted = predictTable({ ...input, encoders: encoders! });
  if (!predicted.ok) throw new Error(predicted.problem.message);
  return predicted.predictions;
}

describe('the exported file says what the program says, for every row', () => {
  test.each(['plain', 'hostile', 'hostileToo'])('labels and probabilities: %s', (name) => {
    const [head] = predictions(name).heads;
    const width = head!.outputNames.length;
    for (let row = 0; row < cases[name]!.table.rowCount; row++) {
      const cells = rowOf(cases[name]!, row);
      expect(modules[name]!.predict(cells)).toBe(head!.decoded[row]);
      const probabilities = modules[name]!.predictProbabilities(cells);
      expect(Object.getPrototypeOf(probabilities)).toBe(Object.prototype);
      head!.outputNames.forEach((label, index) => {
        const descriptor = Object.getOwnPropertyDescriptor(probabilities, label);
        expect(Math.abs(descriptor!.value - head!.values[row * width + index]!)).toBeLessThan(1e-12);
      });
    }
  });

  test('several heads, every activation, numbers in their own units', () => {
    const [numbers, bit] = predictions('everyActivation').heads;
    for (let row = 0; row < 24; row++) {
      const cells = rowOf(cases.everyActivation!, row);
      const predicted = modules.everyActivation!.predict(cells) as Record<string, number>;
      expect(Object.keys(predicted)).toEqual(['p', 'q', 'bit']);
      expect(Math.abs(predicted.p! - numbers!.values[2 * row]!)).toBeLessThan(1e-9);
      expect(Math.abs(predicted.q! - numbers!.values[2 * row + 1]!)).toBeLessThan(1e-9);
      expect(String(predicted.bit)).toBe(bit!.decoded[row]);
      const probabilities = modules.everyActivation!.predictProbabilities(cells).bit as Record<
        string,
        number
      >;
      expect(Math.abs(probabilities[1]! - bit!.values[row]!)).toBeLessThan(1e-12);
      expect(probabilities[0]! + probabilities[1]!).toBeCloseTo(1, 12);
    }
  });

  test('classes spread over columns have scores', () => {
    const [head] = predictions('columnsAsClasses').heads;
    for (let row = 0; row < 12; row++) {
      const cells = rowOf(cases.columnsAsClasses!, row);
      expect(modules.columnsAsClasses!.predict(cells)).toBe(head!.decoded[row]);
      const scores = Object.values(modules.columnsAsClasses!.predictScores(cells)) as number[];
      scores.forEach((score, index) => {
        expect(Math.abs(score - head!.values[3 * row + index]!)).toBeLessThan(1e-12);
      });
    }
  });
});

describe('the file', () => {
  test('has the real column names in the type of its rows, only those that are read', () => {
    expect(sources.everyActivation).toContain("export interface Row {\n  'a b': number;\n  c: number;\n}");
  });

  test('leaves out what prediction does not need', () => {
    expect(sources.everyActivation).not.toContain('unused');
    expect(sources.everyActivation).not.toContain('oneHot');
    expect(sources.plain).not.toContain('predictScores');
  });

  test('names the network, its shapes and how well it does in its opening comment', () => {
    const opening = sources.everyActivation!.slice(0, sources.everyActivation!.indexOf('*/'));
    expect(opening).toContain('"Every activation": a trained neural network');
    expect(opening).toContain('"Dense" (dense): "Input" [2] → [3]');
    expect(opening).toMatch(/Training: epoch 3, loss \d/);
    expect(opening).toContain("import { predict } from './every-activation';");
  });

  test('throws for values that it cannot encode, naming the column', () => {
    const { predict } = modules.everyActivation!;
    expect(() => predict({ 'a b': Number.NaN, c: 1 })).toThrow(
      'Column "a b" needs a finite number, but got NaN.',
    );
    expect(() => predict({ c: 1 })).toThrow('Column "a b" needs a finite number, but got undefined.');
    expect(() => modules.plain!.predict({ ...rowOf(cases.plain!, 0), h: 'z' })).toThrow(
      /Column "h" knows .*, but got z\./,
    );
  });
});

describe('a project that cannot be exported says why', () => {
  const problemOf = (project: Project) => {
    const exported = exportModel(project, 'typescript');
    return exported.ok ? null : exported.problem.code;
  };

  test('not trained, changed since, diverged, never fitted', () => {
    const whole = trained.plain!;
    expect(problemOf({ ...whole, parameters: undefined })).toBe('export.untrained');
    expect(problemOf({ ...whole, parameters: { a: whole.parameters!.a! } })).toBe('export.parameters');
    const bias = [Number.NaN, 0, 0, 0];
    const diverged = { ...whole.parameters, a: { ...whole.parameters!.a!, bias } };
    expect(problemOf({ ...whole, parameters: diverged })).toBe('export.nonFinite');
    expect(problemOf({ ...whole, encoders: undefined })).toBe('export.unfitted');
    expect(problemOf({ ...whole, graph: { ...whole.graph, edges: [] } })).toBe('port.unconnected');
  });
});
