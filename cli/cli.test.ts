import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cellTexts } from '../core/data/table';
import { readCsv } from '../core/testing/readCsv';
import { projectFrom, trainProject } from '../core/testing/trained';
import { type Host, processHost } from './host';
import { run } from './main';

const samples = resolve(import.meta.dirname, '../resources/samples');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neuroloom-cli-'));
  for (const name of ['iris', 'xor', 'penguins']) {
    for (const extension of ['csv', 'nloom']) {
      cpSync(join(samples, `${name}.${extension}`), join(folder, `${name}.${extension}`));
    }
  }
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

interface Overrides {
  isTerminal?: boolean;
  /** Called with what interrupts; may keep it for later. */
  onInterrupt?: (interrupt: () => void) => void;
  nowMs?: () => number;
}

async function neuroloom(args: string[], overrides: Overrides = {}): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  const collect = (stream: keyof typeof said) => (text: string) => {
    said[stream] += text;
  };
  const host: Host = {
    cwd: folder,
    stdout: { write: collect('stdout') },
    stderr: { write: collect('stderr'), isTerminal: overrides.isTerminal ?? false },
    nowMs: overrides.nowMs ?? (() => performance.now()),
    processors: 1,
    tablesFolder: join(folder, 'tables'),
    memoryLimitBytes: 256 * 1024 ** 2,
    threads: processHost().threads,
    onInterrupt(listener) {
      overrides.onInterrupt?.(listener);
      return () => undefined;
    },
  };
  const code = await run(args, host);
  return { code, ...said };
}

async function succeeds(...args: string[]): Promise<Ended> {
  const ended = await neuroloom(args);
  expect(ended.stderr).not.toContain('error:');
  expect(ended.code).toBe(0);
  return ended;
}

const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const readJson = (name: string) => JSON.parse(read(name));

function change(name: string, edit: (project: ReturnType<typeof readJson>) => void): void {
  const project = readJson(name);
  edit(project);
  writeFileSync(join(folder, name), JSON.stringify(project));
}

describe('check', () => {
  test('shapes and parameter counts, node by node', async () => {
    const { stdout } = await succeeds('check', 'iris.nloom');
    expect(stdout).toMatch(/^Node +Kind +Output +Parameters$/m);
    expect(stdout).toMatch(/^Hidden +dense +\[batch, 8\] +40$/m);
    expect(stdout).toMatch(/^Total +67$/m);
  });

  test('problems, one to a line, and exit code 1', async () => {
    change('iris.nloom', (project) => {
      project.graph.nodes.find((node: { id: string }) => node.id === 'out').units = 4;
    });
    const { code, stdout, stderr } = await neuroloom(['check', 'iris.nloom']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toBe(
      '"Loss" compares equal shapes, but "Activation" gives [batch, 4] and "Species" gives [batch, 3]. Give the last layer 3 units.\n',
    );
  });
});

test('plan prints the steps of an update', async () => {
  const { stdout } = await succeeds('plan', 'iris.nloom');
  expect(stdout).toContain('dense');
  expect(stdout).toContain('backward');
});

describe('train', () => {
  test('prints how well it went, and writes what it learned and every loss', async () => {
    const { stdout, stderr } = await succeeds(
      'train',
      'iris.nloom',
      '--epochs',
      '5',
      '--out',
      't.nloom',
      '--log',
      'l.csv',
    );
    expect(stdout).toMatch(/^epochs +5$/m);
    expect(stdout).toMatch(/^validation accuracy +[\d.]+ %$/m);
    expect(stderr).toContain('120 training rows, 30 validation, 0 test.');
    const trained = readJson('t.nloom');
    expect(trained.metrics.epoch).toBe(5);
    expect(trained.encoders.map((column: { name: string }) => column.name)).toHaveLength(5);
    const lines = read('l.csv').trimEnd().split('\n');
    expect(lines[0]).toBe('step,epoch,loss');
    expect(lines).toHaveLength(1 + 40);
    expect(lines[9]!.split(',').slice(0, 2)).toEqual(['9', '2']);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('gives the numbers that the core gives', async () => {
    await succeeds('train', 'iris.nloom', '--epochs', '4', '--out', 't.nloom');
    const table = readCsv(read('iris.csv'));
    const { parameters, encoders } = trainProject(projectFrom(readJson('iris.nloom')), table, 4);
    expect(readJson('t.nloom')).toMatchObject({ parameters, encoders });
  });

  test('goes on from the parameters that a project holds', async () => {
    await succeeds('train', 'iris.nloom', '--epochs', '20', '--out', 't.nloom');
    await succeeds('train', 't.nloom', '--steps', '1', '--log', 'l.csv');
    const loss = Number(read('l.csv').trimEnd().split(',').at(-1));
    expect(loss).toBeLessThan(0.4);
  });

  test('another seed gives other numbers, and is kept with them', async () => {
    await succeeds('train', 'xor.nloom', '--steps', '3', '--seed', '7', '--out', 'a.nloom');
    await succeeds('train', 'xor.nloom', '--steps', '3', '--out', 'b.nloom');
    expect(readJson('a.nloom').training.seed).toBe(7);
    expect(readJson('a.nloom').parameters).not.toEqual(readJson('b.nloom').parameters);
  });

  test('reads the CSV beside the project, and writes its path as seen from the result', async () => {
    mkdirSync(join(folder, 'results'));
    await succeeds('train', 'iris.nloom', '--steps', '1', '--out', 'results/t.nloom');
    expect(readJson('results/t.nloom').dataset.source.path).toBe('../iris.csv');
    await succeeds('predict', 'results/t.nloom', '--out', 'p.csv');
  });

  test('says which rows were left out and why', async () => {
    writeFileSync(join(folder, 'iris.csv'), `${read('iris.csv')}1,2\n5.1,?,1.4,0.2,setosa\n`);
    const { stderr } = await succeeds('train', 'iris.nloom', '--steps', '1', '--out', 't.nloom');
    expect(stderr).toContain('Left out 1 row: line 152 has 2 cells instead of 5.\n');
    expect(stderr).toContain('1 dropped for unusable cells.');
  });

  test('lists the first rows that do not fit, and counts the others', async () => {
    const bad = Array.from({ length: 7 }, (_, index) => `wide${index},3,1,0.1,setosa\n`).join('');
    writeFileSync(join(folder, 'iris.csv'), read('iris.csv') + bad);
    const { stderr } = await succeeds('train', 'iris.nloom', '--steps', '1', '--out', 't.nloom');
    expect(stderr).toContain(
      'Left out 7 rows: line 152 holds "wide0" in column "sepal_length", which is no number; line 153 ',
    );
    expect(stderr).toContain('; and 2 more.\n');
    expect(stderr).toContain('120 training rows, 30 validation, 0 test.');
  });

  test('refuses rows that do not fit where the project says so', async () => {
    change('iris.nloom', (project) => {
      project.dataset.source.misfits = 'fail';
    });
    writeFileSync(join(folder, 'iris.csv'), `${read('iris.csv')}1,2\n`);
    const { code, stderr } = await neuroloom(['train', 'iris.nloom', '--steps', '1']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: "iris\.csv": Line 152 has 2 cells instead of 5\./);
  });

  test('keeps what the file was, and says what has changed since', async () => {
    await succeeds('train', 'iris.nloom', '--steps', '1', '--out', 't.nloom');
    const { fingerprint } = readJson('t.nloom').dataset.source;
    expect(fingerprint).toMatchObject({
      rows: 150,
      columns: expect.arrayContaining([{ name: 'species', type: 'category' }]),
    });
    expect((await succeeds('train', 't.nloom', '--steps', '2')).stderr).not.toContain('changed');
    writeFileSync(join(folder, 'iris.csv'), `${read('iris.csv')}5,3,1,0.1,setosa\n`);
    const { stderr } = await succeeds('train', 't.nloom', '--steps', '2');
    expect(stderr).toContain(
      '"iris.csv" has changed since the project was saved. There are 151 rows now; there were 150.\n',
    );
  });

  test('reads a file that was named with the types of the project, whatever its delimiter', async () => {
    const text = read('iris.csv').replaceAll(',', ';');
    writeFileSync(join(folder, 'other.txt'), text);
    writeFileSync(join(folder, 'other.tsv.gz'), gzipSync(text.replaceAll(';', '\t')));
    await succeeds('train', 'iris.nloom', '--epochs', '2', '--out', 'a.nloom');
    for (const name of ['other.txt', 'other.tsv.gz']) {
      await succeeds('train', 'iris.nloom', '--epochs', '2', '--data', name, '--out', 'b.nloom');
      expect(readJson('b.nloom').parameters).toEqual(readJson('a.nloom').parameters);
      expect(readJson('b.nloom').dataset.source.path).toBe(name);
    }
  });

  test('makes up its rows where the project does', async () => {
    change('xor.nloom', (project) => {
      project.dataset = {
        source: { kind: 'generator', generator: 'circle', rows: 200, noise: 0.1, seed: 2 },
        columns: [
          { name: 'x1', type: 'number', role: 'feature' },
          { name: 'x2', type: 'number', role: 'feature' },
          { name: 'class', type: 'category', role: 'target', categories: ['A', 'B'] },
        ],
        split: { validation: 0.2 },
      };
      for (const node of project.graph.nodes) {
        if (node.kind === 'input' || node.kind === 'target') delete node.columns;
        if (node.kind === 'dense' && node.units === 1) node.units = 2;
        if (node.kind === 'activation' && node.function === 'sigmoid') node.function = 'softmax';
        if (node.kind === 'loss') node.function = 'categoricalCrossEntropy';
      }
    });
    const { stderr } = await succeeds('train', 'xor.nloom', '--epochs', '2', '--out', 't.nloom');
    expect(stderr).toContain('160 training rows, 40 validation, 0 test.');
    expect(readJson('t.nloom').dataset.source).toEqual(readJson('xor.nloom').dataset.source);
    const { stdout } = await succeeds('predict', 't.nloom');
    expect(readCsv(stdout).rowCount).toBe(200);
  });

  test('leaves no tables behind, and stops reading when it is told to', async () => {
    await succeeds('train', 'xor.nloom', '--steps', '1');
    expect(readdirSync(join(folder, 'tables'))).toEqual([]);
    const rows = Array.from({ length: 300_000 }, (_, row) => `${row % 2},${row % 3},1\n`);
    writeFileSync(join(folder, 'large.csv'), `a,b,xor\n${rows.join('')}`);
    const { code, stderr } = await neuroloom(['train', 'xor.nloom', '--data', 'large.csv'], {
      onInterrupt: (interrupt) => interrupt(),
    });
    expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
    expect(readdirSync(join(folder, 'tables'))).toEqual([]);
  });

  test('says so when nothing is saved', async () => {
    const { stderr } = await succeeds('train', 'xor.nloom', '--steps', '1');
    expect(stderr).toContain('Nothing was saved');
  });

  test('draws a bar on a terminal only', async () => {
    const onTerminal = await neuroloom(['train', 'xor.nloom', '--epochs', '30'], { isTerminal: true });
    expect(onTerminal.stderr).toContain('\r\u001b[K████████████████████████ epoch 30/30');
    const elsewhere = await neuroloom(['train', 'xor.nloom', '--epochs', '30']);
    for (const drawn of ['█', '\r', '\u001b']) expect(elsewhere.stderr).not.toContain(drawn);
    expect(elsewhere.stderr).toContain('epoch 30/30');
  });

  test('keeps the last good parameters when the loss is no longer finite, and fails in one line', async () => {
    change('iris.nloom', (project) => {
      project.training.optimizer = { kind: 'sgd', learningRate: 1e200 };
      project.graph.nodes.find((node: { id: string }) => node.id === 'act').function = 'linear';
    });
    const args = ['train', 'iris.nloom', '--checkpoint', 'kept', '--out', 't.nloom'];
    const { code, stderr } = await neuroloom(args);
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^error: .*learning rate/i);
    expect(existsSync(join(folder, 't.nloom'))).toBe(false);
    expect(readJson('kept/checkpoint.nloom').checkpoint.step).toBeGreaterThanOrEqual(0);
  });
});

describe('resuming', () => {
  const whole = ['--epochs', '12', '--out', 'whole.nloom', '--log', 'whole.csv'];

  async function interruptedRun(project: string): Promise<Ended> {
    let slices = 0;
    let interrupt = () => {};
    return neuroloom(
      [
        'train',
        project,
        '--epochs',
        '12',
        '--out',
        'part.nloom',
        '--log',
        'part.csv',
        '--checkpoint',
        'kept',
      ],
      {
        onInterrupt: (listener) => {
          interrupt = listener;
        },
        // Every look at the clock takes 30 ms: slices stay short and the run is interrupted in the middle of an epoch.
        nowMs: () => {
          slices += 1;
          if (slices === 40) interrupt();
          return slices * 30;
        },
      },
    );
  }

  test.each(['iris.nloom', 'penguins.nloom'])(
    'an interrupted run of %s ends with the very same numbers',
    async (project) => {
      await succeeds('train', project, ...whole);
      const interrupted = await interruptedRun(project);
      expect(interrupted.code).toBe(130);
      expect(interrupted.stderr).toMatch(/Interrupted after step \d+\./);
      const stood = readJson('kept/checkpoint.nloom').checkpoint.step;
      expect(stood).toBeGreaterThan(0);
      expect(stood).toBeLessThan(readJson('whole.nloom').checkpoint.step);
      await succeeds(
        'train',
        project,
        '--epochs',
        '12',
        '--resume',
        'kept',
        '--out',
        'rest.nloom',
        '--log',
        'part.csv',
      );
      const rest = readJson('rest.nloom');
      const expected = readJson('whole.nloom');
      expect(rest.parameters).toEqual(expected.parameters);
      expect(rest.checkpoint).toEqual(expected.checkpoint);
      expect(rest.metrics).toEqual(expected.metrics);
      expect(read('part.csv')).toBe(read('whole.csv'));
    },
  );

  test('checkpoints are written while training goes on', async () => {
    let ms = 0;
    const seen: number[] = [];
    await neuroloom(['train', 'xor.nloom', '--epochs', '50', '--checkpoint', 'kept'], {
      nowMs: () => {
        const path = join(folder, 'kept/checkpoint.nloom');
        if (existsSync(path)) seen.push(JSON.parse(readFileSync(path, 'utf8')).checkpoint.step);
        ms += 3000;
        return ms;
      },
    });
    expect(new Set(seen).size).toBeGreaterThan(3);
    expect(readJson('kept/checkpoint.nloom').checkpoint.step).toBe(50);
  });

  test('the seed goes with the checkpoint', async () => {
    await succeeds('train', 'iris.nloom', '--seed', '3', ...whole);
    await succeeds('train', 'iris.nloom', '--seed', '3', '--steps', '11', '--out', 'part.nloom');
    await succeeds('train', 'iris.nloom', '--epochs', '12', '--resume', 'part.nloom', '--out', 'rest.nloom');
    expect(readJson('rest.nloom').parameters).toEqual(readJson('whole.nloom').parameters);
  });

  test('what is reached already is not trained again', async () => {
    await succeeds('train', 'xor.nloom', '--epochs', '5', '--out', 't.nloom');
    const { stderr } = await succeeds(
      'train',
      'xor.nloom',
      '--epochs',
      '5',
      '--resume',
      't.nloom',
      '--out',
      'u.nloom',
    );
    expect(stderr).toContain('Step 5 is reached already, so there is nothing to train.');
    expect(readJson('u.nloom').parameters).toEqual(readJson('t.nloom').parameters);
  });

  test('a checkpoint of another network is refused', async () => {
    await succeeds('train', 'xor.nloom', '--epochs', '5', '--out', 't.nloom');
    const { code, stderr } = await neuroloom(['train', 'iris.nloom', '--resume', 't.nloom']);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error: "t\.nloom" does not fit the project: .*h\.weights is \[2, 4\], expected \[4, 8\]/m,
    );
  });

  test('a project without a checkpoint is refused', async () => {
    const { stderr } = await neuroloom(['train', 'iris.nloom', '--resume', 'iris.nloom']);
    expect(stderr).toContain('error: "iris.nloom" holds no checkpoint');
  });
});

describe('predict', () => {
  test('every row as it stands, with the answer and how probable each class is', async () => {
    await succeeds('train', 'iris.nloom', '--epochs', '30', '--out', 't.nloom');
    const { stdout } = await succeeds('predict', 't.nloom', '--data', 'iris.csv');
    const { columns, rowCount } = readCsv(stdout);
    expect(rowCount).toBe(150);
    expect(columns.slice(4).map((column) => column.name)).toEqual([
      'species',
      'predicted species',
      'probability setosa',
      'probability versicolor',
      'probability virginica',
    ]);
    const cells = columns.map(cellTexts);
    const right = cells[4]!.filter((value, row) => value === cells[5]![row]);
    expect(right.length).toBeGreaterThan(140);
    const sums = cells[6]!.map((_, row) => [6, 7, 8].reduce((sum, c) => sum + Number(cells[c]![row]), 0));
    for (const sum of sums) expect(sum).toBeCloseTo(1, 12);
  });

  test('new rows need no target; rows that cannot be encoded keep their place without an answer', async () => {
    await succeeds('train', 'iris.nloom', '--epochs', '2', '--out', 't.nloom');
    const rows =
      'petal_width,petal_length,sepal_width,sepal_length,note\n0.2,1.4,3.5,5.1,first\n0.2,NA,3.5,5.1,second\n';
    writeFileSync(join(folder, 'new.csv'), rows);
    const { stdout, stderr } = await succeeds('predict', 't.nloom', '--data', 'new.csv');
    const [, first, second] = stdout.split('\n');
    expect(first).toMatch(
      /^0\.2,1\.4,3\.5,5\.1,first,(setosa|versicolor|virginica),[\d.e-]+,[\d.e-]+,[\d.e-]+$/,
    );
    expect(second).toBe('0.2,,3.5,5.1,second,,,,');
    expect(stderr).toBe('1 row could not be encoded and has no prediction.\n');
  });

  test('a 0-or-1 column', async () => {
    await succeeds('train', 'xor.nloom', '--out', 't.nloom');
    const { stdout } = await succeeds('predict', 't.nloom');
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe('a,b,xor,predicted xor,probability xor');
    expect(lines.slice(1).map((line) => line.split(',')[3])).toEqual(['0', '1', '1', '0']);
  });
});

describe('export', () => {
  test.each([
    ['json', '"format": "neuroloom-model"'],
    ['typescript', 'export function predict(row: Row): Label {'],
  ])('%s, to a file or to standard output', async (format, text) => {
    await succeeds('train', 'iris.nloom', '--epochs', '1', '--out', 't.nloom');
    const { stdout } = await succeeds('export', 't.nloom', '--to', format);
    expect(stdout).toContain(text);
    expect((await succeeds('export', 't.nloom', '--to', format, '--out', 'model.out')).stdout).toBe('');
    expect(read('model.out')).toBe(stdout);
  });

  test('says that the file was run, and how far it is from the engine', async () => {
    await succeeds('train', 'iris.nloom', '--epochs', '1', '--out', 't.nloom');
    for (const format of ['json', 'typescript', 'onnx']) {
      const { stderr } = await succeeds('export', 't.nloom', '--to', format, '--out', 'm');
      expect(stderr).toMatch(/^Verified\. .+ over 64 rows, (no|largest) difference/);
    }
    const { stderr } = await succeeds('export', 't.nloom', '--to', 'c', '--out', 'in-c');
    expect(stderr).toMatch(
      /^(Verified\. Compiled and run over 64 rows|Not run: there is no C compiler on this machine\.)/,
    );
  });

  test('takes choices, and several files into a folder', async () => {
    await succeeds('train', 'iris.nloom', '--epochs', '1', '--out', 't.nloom');
    const choices = ['--option', 'form=commonJs', '--option', 'batch=false'];
    const { stdout } = await succeeds('export', 't.nloom', '--to', 'typescript', ...choices);
    expect(stdout).toMatch(/module\.exports = \{/);
    expect(stdout).not.toContain('predictBatch');
    await succeeds('export', 't.nloom', '--to', 'pytorch', '--out', 'torch');
    expect(read('torch/model.py')).toContain('class Network(nn.Module):');
    expect(read('torch/train.py')).toContain('torchrun');
  });
});

describe('import', () => {
  test.each(['json', 'onnx'])('%s becomes a project that predicts the same', async (format) => {
    await succeeds('train', 'iris.nloom', '--epochs', '2', '--out', 't.nloom');
    await succeeds('export', 't.nloom', '--to', format, '--out', `m.${format}`);
    await succeeds('import', `m.${format}`, '--out', 'again.nloom');
    const before = await succeeds('predict', 't.nloom', '--data', 'iris.csv');
    const after = await succeeds('predict', 'again.nloom', '--data', 'iris.csv');
    const labels = (csv: string) => csv.split('\n').map((line) => line.split(',')[5]);
    expect(labels(after.stdout)).toEqual(labels(before.stdout));
    expect(labels(after.stdout)[0]).toMatch(/^predicted/);
  });
});

describe("a user's mistake gives one line on stderr and exit code 1", () => {
  const cases: [string, string[], RegExp][] = [
    ['no such project', ['check', 'nope.nloom'], /There is no file "nope\.nloom"/],
    ['a folder', ['check', '.'], /"\." is a folder, not a file/],
    ['not JSON', ['check', 'iris.csv'], /"iris\.csv" is not a project file: it is no valid JSON/],
    ['not UTF-8', ['check', 'latin1.nloom'], /"latin1\.nloom" is not UTF-8 text/],
    ['another format', ['check', 'other.nloom'], /"other\.nloom": This is not a Neuroloom project/],
    [
      'no such data',
      ['train', 'iris.nloom', '--data', 'nope.csv'],
      /"nope\.csv" could not be read: the file is not there\. It may/,
    ],
    [
      'data of another kind',
      ['train', 'iris.nloom', '--data', 'xor.csv'],
      /"xor\.csv" has no column of that name/,
    ],
    ['empty data', ['train', 'iris.nloom', '--data', 'empty.csv'], /"empty\.csv": The file is empty/],
    ['a project without data', ['train', 'bare.nloom'], /has no data set/],
    ['not trained', ['predict', 'iris.nloom'], /"iris\.nloom" is not trained yet/],
    [
      'no such choice',
      ['export', 'iris.nloom', '--to', 'json', '--option', 'x'],
      /--option needs name=value, but got "x"/,
    ],
    [
      'a model that is none',
      ['import', 'iris.csv'],
      /"iris\.csv": The file ends in the middle or is damaged/,
    ],
    ['nothing to export', ['export', 'iris.nloom', '--to', 'json'], /has not been trained yet/],
    [
      'an unknown format',
      ['export', 'iris.nloom', '--to', 'pdf'],
      /'pdf' is invalid\. Allowed choices are typescript, json/,
    ],
    ['a number out of range', ['train', 'iris.nloom', '--epochs', '0'], /must be a whole number from 1 on/],
    [
      'a number that is none',
      ['train', 'iris.nloom', '--seed', '1.5'],
      /must be a whole number from 0 to 4294967295/,
    ],
    ['two goals', ['train', 'iris.nloom', '--epochs', '1', '--steps', '1'], /cannot be used with/],
    ['an unknown option', ['train', 'iris.nloom', '--speed', '9'], /unknown option '--speed'/],
    ['an unknown command', ['trian', 'iris.nloom'], /unknown command 'trian' \(Did you mean train\?\)/],
    ['no argument', ['train'], /missing required argument 'project'/],
    [
      'no folder to write to',
      ['train', 'iris.nloom', '--out', 'no/where.nloom'],
      /its folder does not exist/,
    ],
    ['a folder to write over', ['train', 'iris.nloom', '--out', '.'], /it is a folder/],
    [
      'a file as checkpoint folder',
      ['train', 'iris.nloom', '--checkpoint', 'iris.csv'],
      /a file is in its way/,
    ],
  ];

  beforeEach(() => {
    writeFileSync(join(folder, 'latin1.nloom'), Buffer.from([0x7b, 0xe9, 0x7d]));
    writeFileSync(join(folder, 'other.nloom'), '{"format":"something"}');
    writeFileSync(join(folder, 'empty.csv'), '\n');
    writeFileSync(join(folder, 'bare.nloom'), JSON.stringify({ ...readJson('iris.nloom'), dataset: null }));
  });

  test.each(cases)('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await neuroloom(args);
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });
});
