import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourcePath } from '../../core/data/source';
import type { DataSummary } from '../../core/protocol';
import type { Outcome } from '../ipc/contract';
import type { DataRequest } from '../ipc/engineProcess';
import { Projects, suggestedFileName } from './projects';
import { RecentFiles } from './recentFiles';
import { RecoveryFiles } from './recovery';
import { Samples } from './samples';

let folder: string;
let log: string[];
let answers: (string | null)[];
let requests: DataRequest[];
let recovery: RecoveryFiles;
let recent: RecentFiles;
let projects: Projects;
let opensData: (path: string) => Promise<Outcome<DataSummary>>;

const project = (dataPath: string) => ({
  format: 'neuroloom-project' as const,
  version: 1,
  name: 'Iris',
  graph: { nodes: [{ id: 'in', kind: 'input', position: { x: 0, y: 0 } }], edges: [] },
  dataset: { source: { kind: 'csv', path: dataPath }, columns: [] },
  later: { kept: true },
});

const text = (content: string) => (path: string) => writeFile(path, content);

const at = (...parts: string[]) => join(folder, ...parts);
const readJson = async (path: string) => JSON.parse(await readFile(path, 'utf8'));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'neuroloom-'));
  for (const name of ['nets', 'data', 'samples', 'user']) await mkdir(at(name));
  await writeFile(
    at('samples', 'iris.nloom'),
    JSON.stringify({ ...project('iris.csv'), summary: 'Flowers' }),
  );
  log = [];
  opensData = async (path) => ({ status: 'done', value: { path } as DataSummary });
  answers = [];
  requests = [];
  recent = new RecentFiles({ folder: at('user'), home: folder, now: () => 5, announce: () => {} });
  recovery = new RecoveryFiles(at('user', 'recovery'), 'this');
  projects = new Projects(
    {
      askOpenPath: async () => answers.shift() ?? null,
      askSavePath: async (suggested) => {
        log.push(`save as ${suggested}`);
        return answers.shift() ?? null;
      },
      openData: async (request) => {
        requests.push(request);
        const path = sourcePath(request.source) ?? request.source.kind;
        log.push(`data ${path}`);
        return opensData(path);
      },
      documentReplaced: (by) => log.push(`replaced by ${by}`),
      pathChanged: (path) => log.push(`path ${path}`),
    },
    recent,
    new Samples(at('samples')),
    recovery,
  );
});
afterEach(() => rm(folder, { recursive: true }));

describe('a model of another format', () => {
  const brain = {
    sizes: [1, 1],
    layers: [{ '0': {} }, { '0': { bias: 0.5, weights: { '0': 2 } } }],
  };

  it('becomes an untitled document with its parameters, and no data file is looked for', async () => {
    await writeFile(at('nets', 'net.json'), JSON.stringify(brain));
    answers = [at('nets', 'net.json')];
    expect(await projects.open()).toMatchObject({
      status: 'done',
      value: {
        fileName: null,
        hasData: false,
        project: { name: 'net', parameters: { dense1: { bias: [0.5] } } },
      },
    });
    await projects.shown();
    expect(log).toEqual(['replaced by file', 'path null']);
    // Saving asks for a place: the model is not written over.
    answers = [];
    expect(await projects.save({ project: project(''), saveAs: false })).toEqual({ status: 'cancelled' });
  });

  it('that cannot be read leaves the document as it is', async () => {
    await writeFile(at('nets', 'broken.onnx'), 'x');
    answers = [at('nets', 'broken.onnx')];
    expect(await projects.open()).toMatchObject({ status: 'failed', problem: { code: 'import.unreadable' } });
    expect(log).toEqual([]);
  });
});

describe('saving a project', () => {
  it('asks for a place once, and writes the data path relative to it', async () => {
    answers = [at('nets', 'iris.nloom')];
    const saved = await projects.save({ project: project(at('data', 'iris.csv')), saveAs: false });
    expect(saved).toEqual({ status: 'done', value: { fileName: 'iris.nloom', name: 'Iris' } });
    expect(await readJson(at('nets', 'iris.nloom'))).toEqual(project('../data/iris.csv'));
    await projects.save({ project: { ...project(at('data', 'iris.csv')), name: 'Two' }, saveAs: false });
    expect((await readJson(at('nets', 'iris.nloom'))).name).toBe('Two');
    expect(log.filter((line) => line.startsWith('save as'))).toEqual(['save as Iris.nloom']);
    expect((await recent.list()).map(({ fileName }) => fileName)).toEqual(['iris.nloom']);
  });

  it('calls a document without a name by its file', async () => {
    answers = [at('nets', 'flowers.nloom')];
    const untitled = { ...project('/a.csv'), name: 'Untitled' };
    const saved = await projects.save({ project: untitled, saveAs: false });
    expect(saved).toMatchObject({ value: { name: 'flowers' } });
    expect((await readJson(at('nets', 'flowers.nloom'))).name).toBe('flowers');
  });

  it('saves as another file, beside the first', async () => {
    answers = [at('nets', 'one.nloom'), at('data', 'two.nloom')];
    await projects.save({ project: project(at('data', 'iris.csv')), saveAs: false });
    await projects.save({ project: project(at('data', 'iris.csv')), saveAs: true });
    expect(log).toContain(`save as ${at('nets', 'one.nloom')}`);
    expect((await readJson(at('data', 'two.nloom'))).dataset.source.path).toBe('iris.csv');
    expect((await readJson(at('nets', 'one.nloom'))).dataset.source.path).toBe('../data/iris.csv');
  });

  it('changes nothing when it is cancelled or fails', async () => {
    expect(await projects.save({ project: project('/a.csv'), saveAs: false })).toEqual({
      status: 'cancelled',
    });
    await recovery.write(text('{}'));
    answers = [at('missing', 'iris.nloom')];
    const failed = await projects.save({ project: project('/a.csv'), saveAs: false });
    expect(failed).toMatchObject({ status: 'failed', problem: { code: 'file.enoent' } });
    expect(await readdir(at('user', 'recovery'))).toEqual(['this.nloom']);
    expect(log.filter((line) => line.startsWith('path'))).toEqual([]);
  });

  it('takes the unsaved copy away', async () => {
    await recovery.write(text('{}'));
    answers = [at('nets', 'iris.nloom')];
    await projects.save({ project: project('/a.csv'), saveAs: false });
    expect(await readdir(at('user', 'recovery'))).toEqual([]);
  });

  it('suggests a file name that every system takes', () => {
    expect(suggestedFileName('Iris 2: a/b')).toBe('Iris 2 a b.nloom');
    expect(suggestedFileName('..')).toBe('Untitled.nloom');
    expect(suggestedFileName(undefined)).toBe('Untitled.nloom');
    expect(suggestedFileName('Net.nloom')).toBe('Net.nloom');
  });
});

describe('opening a project', () => {
  it('gives the file as it stands, with its data path absolute, and the data', async () => {
    await writeFile(at('nets', 'iris.nloom'), JSON.stringify(project('../data/iris.csv')));
    answers = [at('nets', 'iris.nloom')];
    expect(await projects.open()).toEqual({
      status: 'done',
      value: {
        project: project(at('data', 'iris.csv')),
        fileName: 'iris.nloom',
        hasData: true,
      },
    });
    await projects.shown();
    expect(await projects.data).toEqual({ status: 'done', value: { path: at('data', 'iris.csv') } });
    expect((await recent.list()).map(({ fileName }) => fileName)).toEqual(['iris.nloom']);
    // The next save goes to the same file without asking.
    await projects.save({ project: project(at('data', 'iris.csv')), saveAs: false });
    expect(await readJson(at('nets', 'iris.nloom'))).toEqual(project('../data/iris.csv'));
  });

  it('changes nothing until it is shown: what is saved until then goes to the file of the document before', async () => {
    await writeFile(
      at('nets', 'next.nloom'),
      JSON.stringify({ ...project('../data/iris.csv'), name: 'Next' }),
    );
    const next = await readFile(at('nets', 'next.nloom'), 'utf8');
    answers = [at('nets', 'mine.nloom')];
    await projects.save({ project: project(''), saveAs: false });
    await recovery.write(text('{}'));
    log = [];
    expect(await projects.openPath(at('nets', 'next.nloom'))).toMatchObject({ status: 'done' });
    expect([log, projects.data, await readdir(at('user', 'recovery'))]).toEqual([[], null, ['this.nloom']]);
    await projects.save({ project: { ...project(''), name: 'Edited' }, saveAs: false });
    expect((await readJson(at('nets', 'mine.nloom'))).name).toBe('Edited');
    expect(await readFile(at('nets', 'next.nloom'), 'utf8')).toBe(next);
    await projects.shown();
    expect(log.slice(-3)).toEqual([
      'replaced by file',
      `path ${at('nets', 'next.nloom')}`,
      `data ${at('data', 'iris.csv')}`,
    ]);
  });

  it('asks for its data as it was read before: options, types, and what the file was then', async () => {
    const fingerprint = { bytes: 9, rows: 2, sha256: 'ab', columns: [{ name: 'x', type: 'number' }] };
    const source = { kind: 'csv', path: '../data/x.txt', delimiter: '|', header: false, fingerprint };
    const columns = [
      { name: 'x', type: 'number' },
      { name: '__proto__', type: 'text' },
    ];
    const stored = { ...project(''), dataset: { source, columns } };
    await writeFile(at('nets', 'x.nloom'), JSON.stringify(stored));
    await projects.openPath(at('nets', 'x.nloom'));
    await projects.shown();
    expect(requests.map((request) => request.source)).toEqual([{ ...source, path: at('data', 'x.txt') }]);
    expect(Object.entries(requests[0]!.types!)).toEqual([
      ['x', 'number'],
      ['__proto__', 'text'],
    ]);
  });

  it('does not wait for its data, which is forgotten with it', async () => {
    await writeFile(at('nets', 'iris.nloom'), JSON.stringify(project('../data/iris.csv')));
    opensData = () => new Promise(() => {});
    expect(await projects.openPath(at('nets', 'iris.nloom'))).toMatchObject({ value: { hasData: true } });
    await projects.shown();
    expect(projects.data).toBeInstanceOf(Promise);
    await projects.startNew();
    expect(projects.data).toBeNull();
  });

  it('has rows made up again', async () => {
    const source = { kind: 'generator', generator: 'spiral', rows: 300, noise: 0.1, seed: 4, classes: 3 };
    const stored = { ...project(''), dataset: { source, columns: [] } };
    await writeFile(at('nets', 'spiral.nloom'), JSON.stringify(stored));
    expect(await projects.openPath(at('nets', 'spiral.nloom'))).toMatchObject({
      value: { project: stored, hasData: true },
    });
    await projects.shown();
    expect(await projects.data).toMatchObject({ status: 'done' });
    expect(requests).toEqual([{ source, types: {} }]);
    // Nothing in it is a path.
    answers = [at('nets', 'again.nloom')];
    await projects.save({ project: stored, saveAs: true });
    expect(await readJson(at('nets', 'again.nloom'))).toEqual(stored);
  });

  it('leaves the open document alone when it fails', async () => {
    await writeFile(at('nets', 'text.nloom'), 'hello');
    await writeFile(at('nets', 'empty.nloom'), '');
    await writeFile(at('nets', 'new.nloom'), JSON.stringify({ ...project('a.csv'), version: 99 }));
    await writeFile(at('nets', 'other.nloom'), '[1]');
    const messages: string[] = [];
    for (const name of ['text', 'empty', 'new', 'other', 'gone']) {
      answers = [at('nets', `${name}.nloom`)];
      const outcome = await projects.open();
      messages.push(outcome.status === 'failed' ? outcome.problem.message : outcome.status);
    }
    expect(messages[0]).toBe('"text.nloom" is not a Neuroloom project: its text is not JSON.');
    expect(messages[1]).toBe('"empty.nloom" is empty.');
    expect(messages[2]).toMatch(/^"new.nloom": .*newer Neuroloom/);
    expect(messages[3]).toMatch(/^"other.nloom": .*no JSON object/);
    expect(messages[4]).toMatch(/gone.nloom" could not be read: the file is not there\.$/);
    expect(await projects.open()).toEqual({ status: 'cancelled' });
    expect(log).toEqual([]);
  });

  it('opens recent files, and no others that the window might name', async () => {
    await writeFile(at('nets', 'iris.nloom'), JSON.stringify(project('a.csv')));
    const path = at('nets', 'iris.nloom');
    expect(await projects.openRecent(path)).toMatchObject({
      status: 'failed',
      problem: { code: 'project.notRecent' },
    });
    await recent.add(path);
    expect(await projects.openRecent(path)).toMatchObject({ status: 'done' });
  });

  it('opens a sample as an untitled copy', async () => {
    const opened = await projects.openSample('iris');
    expect(opened).toMatchObject({ status: 'done', value: { fileName: null } });
    await projects.shown();
    expect(log).toContain(`data ${at('samples', 'iris.csv')}`);
    answers = [null];
    await projects.save({ project: project('/a.csv'), saveAs: false });
    expect(log.at(-1)).toBe('save as Iris.nloom');
    expect(await recent.list()).toEqual([]);
    for (const id of ['wine', '../nets/iris', '']) {
      expect(await projects.openSample(id)).toMatchObject({ problem: { code: 'project.noSample' } });
    }
  });

  it('restores what a crash left behind, and keeps it safe until it is saved', async () => {
    const earlier = new RecoveryFiles(at('user', 'recovery'), 'earlier');
    await earlier.write(text(JSON.stringify(project('/data/a.csv'))));
    expect(await recovery.find()).toMatchObject({ name: 'Iris' });
    expect(await projects.restore()).toMatchObject({
      status: 'done',
      value: { fileName: null, project: project('/data/a.csv') },
    });
    expect(await recovery.find()).toMatchObject({ name: 'Iris' });
    await projects.shown();
    expect(await recovery.find()).toBeNull();
    expect(await readdir(at('user', 'recovery'))).toEqual(['this.nloom']);
    expect(await projects.restore()).toMatchObject({ problem: { code: 'recovery.none' } });
  });

  it('forgets the file and the unsaved copy for a new document', async () => {
    answers = [at('nets', 'iris.nloom')];
    await projects.save({ project: project('/a.csv'), saveAs: false });
    await recovery.write(text('{}'));
    await projects.startNew();
    expect(log.slice(-2)).toEqual(['replaced by empty', 'path null']);
    await projects.save({ project: project('/a.csv'), saveAs: false });
    expect(log.at(-1)).toBe('save as Iris.nloom');
    expect(await readdir(at('user', 'recovery'))).toEqual([]);
  });
});
