import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Project } from '../../graph/schema';
import { pythonWith } from '../../testing/python';
import { readCsv } from '../../testing/readCsv';
import { projectFrom, trainProject } from '../../testing/trained';
import { openRun } from '../../train/run';
import { exportModel } from '..';

const python = pythonWith('torch');

/** A port that nobody listens on, so that runs side by side do not meet. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Rows with holes, quotes, blank lines, and a row that is too short. */
const lines = Array.from({ length: 61 }, (_, i) => {
  const cells = [
    i % 13 === 5 ? 'NA' : (Math.sin(i) * 40 + 100).toFixed(3),
    ['red', '"light, blue"', ' green '][i % 3]!,
    ['yes', 'no', 'maybe', 'no'][(i * 7) % 4]!,
    String(i % 17 === 3 ? '' : (i * i) / 50),
    String(i % 2),
    i % 9 === 4 ? '' : `2024-0${1 + (i % 9)}-1${i % 8}${i % 2 ? 'T12:30' : ''}`,
    i % 3 ? 'no' : 'Yes',
    String((i * 5) % 4),
    ['late', 'early', '', 'mid'][i % 4]!,
  ];
  return cells.join(',');
});
const header = 'size,colour,answer,price,bit,day,known,times,shift';
/** What a reader keeps of the file: all but the line without cells and the one with too few. */
const readable = [header, ...lines, ''].join('\n');
const csv = [header, ...lines.toSpliced(7, 0, '', '1,red'), ''].join('\n');

const columns = [
  { name: 'size', role: 'feature', type: 'number', scaling: 'standard' },
  { name: 'colour', role: 'feature', type: 'category', categories: ['green', 'light, blue', 'red'] },
  { name: 'answer', role: 'ignore', type: 'category', categories: ['maybe', 'no', 'yes'] },
  { name: 'price', role: 'ignore', type: 'number', scaling: 'standard' },
  { name: 'bit', role: 'ignore', type: 'number' },
  { name: 'day', role: 'ignore', type: 'date' },
  { name: 'known', role: 'ignore', type: 'boolean' },
  { name: 'times', role: 'ignore', type: 'integer' },
  { name: 'shift', role: 'ignore', type: 'category', categories: ['early', 'late', 'mid'] },
];

/** The columns with other choices for some of them. */
const withChoices = (changes: Record<string, object>) =>
  columns.map((column) => ({ ...column, ...changes[column.name] }));

const wires = (...pairs: string[]) =>
  pairs.map((pair) => {
    const [from, to] = pair.split(' > ') as [string, string];
    return { from: `${from}.out`, to: to.includes('.') ? to : `${to}.in` };
  });

/** Projects whose training settings differ in everything that `train.py` has to get right. */
const projects: Record<string, Record<string, unknown>> = {
  'classes, stratified, Adam, penalties': {
    graph: {
      nodes: [
        { id: 'in', kind: 'input' },
        { id: 'h', kind: 'dense', units: 6, l1: 0.002, l2: 0.01 },
        { id: 'f', kind: 'activation', function: 'tanh' },
        { id: 'norm', kind: 'batchNorm' },
        { id: 'out', kind: 'dense', units: 3 },
        { id: 'y', kind: 'target', columns: ['answer'] },
        { id: 'loss', kind: 'loss', function: 'categoricalCrossEntropy', fromLogits: true },
      ],
      edges: wires('in > h', 'h > f', 'f > norm', 'norm > out', 'out > loss.prediction', 'y > loss.target'),
    },
    training: { batchSize: 8, seed: 11, schedule: { kind: 'cosine', epochs: 3 } },
  },
  'two heads, SGD with Nesterov, clipping, warm-up': {
    graph: {
      nodes: [
        { id: 'in', kind: 'input' },
        { id: 'h', kind: 'maxout', units: 4, pieces: 2 },
        { id: 'number', kind: 'dense', units: 1 },
        { id: 'bit', kind: 'dense', units: 1 },
        { id: 'p', kind: 'activation', function: 'sigmoid' },
        { id: 'y', kind: 'target', columns: ['price'] },
        { id: 'z', kind: 'target', columns: ['bit'] },
        { id: 'loss', kind: 'loss', function: 'huber', delta: 0.5 },
        { id: 'loss2', kind: 'loss', function: 'binaryCrossEntropy', weight: 0.5 },
      ],
      edges: [
        ...wires('in > h', 'h > number', 'h > bit', 'bit > p', 'number > loss.prediction', 'y > loss.target'),
        ...wires('p > loss2.prediction', 'z > loss2.target'),
      ],
    },
    training: {
      optimizer: { kind: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: true },
      ...{ batchSize: 7, seed: 3, clipNorm: 0.4, clipValue: 0.2, warmupSteps: 5 },
      schedule: { kind: 'step', every: 1, factor: 0.5 },
    },
  },
  'sums, RMSProp, in file order': {
    graph: {
      nodes: [
        { id: 'in', kind: 'input' },
        { id: 'h', kind: 'dense', units: 3 },
        { id: 'f', kind: 'activation', function: 'gelu' },
        { id: 'out', kind: 'dense', units: 1, bias: false },
        { id: 'y', kind: 'target', columns: ['price'] },
        { id: 'loss', kind: 'loss', function: 'meanSquaredError', reduction: 'sum' },
      ],
      edges: wires('in > h', 'h > f', 'f > out', 'out > loss.prediction', 'y > loss.target'),
    },
    training: {
      optimizer: { kind: 'rmsProp', learningRate: 0.003, momentum: 0.5 },
      ...{ batchSize: 16, shuffle: false, schedule: { kind: 'exponential', factor: 0.9 } },
    },
  },
};

const perceptron = (outputs: number, target: string, loss: object) => ({
  nodes: [
    { id: 'in', kind: 'input' },
    { id: 'h', kind: 'dense', units: 5 },
    { id: 'f', kind: 'activation', function: 'tanh' },
    { id: 'out', kind: 'dense', units: outputs },
    { id: 'y', kind: 'target', columns: [target] },
    { id: 'loss', kind: 'loss', ...loss },
  ],
  edges: wires('in > h', 'h > f', 'f > out', 'out > loss.prediction', 'y > loss.target'),
});
const crossEntropy = { function: 'categoricalCrossEntropy', fromLogits: true };

/** Data sets that differ in everything that `table.py` and `rows.py` have to get right. */
Object.assign(projects, {
  'stand-ins and indicators, dates, ordinal places, weights, blocks': {
    graph: perceptron(1, 'price', { function: 'meanSquaredError' }),
    training: { batchSize: 6, seed: 5, blockRows: 20 },
    dataset: {
      columns: withChoices({
        size: { missing: 'median', indicator: true, scaling: 'robust' },
        colour: { encoding: 'ordinal', scaling: 'minMax' },
        price: { scaling: 'log1p' },
        day: {
          role: 'feature',
          missing: 'mean',
          parts: ['elapsed', 'dayOfWeek', 'dayOfMonth', 'dayOfYear', 'timeOfDay'],
        },
        known: { role: 'feature' },
        times: { role: 'weight' },
        shift: { role: 'feature', missing: 'mode' },
      }),
      split: { validation: 0.25, test: 0.1 },
    },
  },
  'split by order of a date, oversampled': {
    graph: perceptron(3, 'answer', crossEntropy),
    training: { batchSize: 9, seed: 8 },
    dataset: {
      columns: withChoices({ size: { missing: 'mean' } }),
      split: { method: 'order', column: 'day', oversample: true },
    },
  },
  'split by the values of a column': {
    graph: perceptron(3, 'answer', crossEntropy),
    training: { batchSize: 9, seed: 8 },
    dataset: {
      columns: withChoices({ size: { missing: 'constant', constant: '90' } }),
      split: { method: 'column', column: 'shift', parts: { late: 'validation', '': 'test' } },
    },
  },
});

/** Trained for an epoch, its numbers rounded to the 32 bits that the file holds. */
function trained(json: Record<string, unknown>): Project {
  const project = projectFrom({
    ...json,
    dataset: { source: { kind: 'csv', path: 'rows.csv' }, columns, ...(json.dataset as object) },
  });
  const once = trainProject(project, readCsv(readable), 1);
  const rounded = JSON.parse(JSON.stringify(once.parameters), (_, value: unknown) =>
    typeof value === 'number' ? Math.fround(value) : value,
  );
  return { ...once, parameters: rounded };
}

/** Losses of every step when the engine trains on from those numbers. */
function engineLosses(project: Project, epochs: number): number[] {
  const { graph, training, parameters } = project;
  const opened = openRun({
    graph,
    dataset: project.dataset!,
    training,
    table: readCsv(readable),
    parameters: parameters!,
  });
  if (!opened.ok) throw new Error(opened.problem.message);
  const { trainer } = opened.run;
  const losses: number[] = [];
  while (trainer.epoch < epochs) losses.push(...trainer.advance(1).losses);
  return losses;
}

describe.skipIf(!python)('train.py trains on as the engine does', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'neuroloom-train-'));
    writeFileSync(join(folder, 'rows.csv'), csv);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function exported(project: Project): void {
    const result = exportModel(project, 'pytorch');
    if (!result.ok) throw new Error(result.problem.message);
    for (const { name, content } of result.files) writeFileSync(join(folder, name), content);
  }

  const env = { ...process.env, OMP_NUM_THREADS: '1' };

  function script(epochs: number): string[] {
    const rows = ['train.py', '--data', 'rows.csv', '--epochs', String(epochs)];
    return [...rows, '--log', 'log.csv', '--device', 'cpu', '--float64', '--out', 'trained.safetensors'];
  }

  function loggedLosses(): number[] {
    const [, ...rows] = readFileSync(join(folder, 'log.csv'), 'utf8').trim().split('\n');
    return rows.map((row) => Number(row.split(',')[2]));
  }

  function run(launcher: string[], epochs: number): number[] {
    const options = { cwd: folder, stdio: 'pipe', env, timeout: 120_000 } as const;
    execFileSync(python!, [...launcher, ...script(epochs)], options);
    return loggedLosses();
  }

  /** What torchrun does, where PyTorch was built without what its torchrun asks for (Debian's 2.6). */
  async function runByHand(processes: number, epochs: number): Promise<number[]> {
    const port = String(await freePort());
    const shared = {
      WORLD_SIZE: String(processes),
      MASTER_ADDR: '127.0.0.1',
      MASTER_PORT: port,
      USE_LIBUV: '0',
    };
    const started = Array.from({ length: processes }, (_, rank) => {
      const own = { RANK: String(rank), LOCAL_RANK: String(rank) };
      const options = { cwd: folder, env: { ...env, ...shared, ...own }, timeout: 120_000 };
      return promisify(execFile)(python!, script(epochs), options);
    });
    await Promise.all(started);
    return loggedLosses();
  }

  const far = (actual: number[], expected: number[]) =>
    Math.max(...expected.map((loss, i) => Math.abs(actual[i]! - loss) / Math.max(1, Math.abs(loss))));

  test.each(Object.entries(projects))('%s', (_name, json) => {
    const project = trained(json);
    exported(project);
    const losses = run([], 3);
    const expected = engineLosses(project, 3);
    expect(losses).toHaveLength(expected.length);
    expect(far(losses, expected)).toBeLessThan(1e-6);
  });

  test('two processes with torchrun make the same updates as one', async () => {
    const [name] = Object.keys(projects).slice(1);
    const project = trained(projects[name!]!);
    exported(project);
    const torchrun = [
      '-m',
      'torch.distributed.run',
      '--nproc_per_node=2',
      `--master_port=${await freePort()}`,
    ];
    // PyTorch 1.13 under Python 3.11 trips over its own default for these two.
    torchrun.push('--redirects=1', '--tee=1');
    const losses = await Promise.resolve()
      .then(() => run(torchrun, 2))
      .catch((error: { stderr?: Buffer }) => {
        if (!error.stderr?.includes('without libuv')) throw error;
        return runByHand(2, 2);
      });
    const expected = engineLosses(project, 2);
    expect(losses).toHaveLength(expected.length);
    expect(far(losses, expected)).toBeLessThan(1e-6);
  });
});
