import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportModel } from '../core/export';
import { verifyExport } from '../core/export/verify';
import { randomModel } from '../core/testing/arbitraryModel';
import { pythonWith } from '../core/testing/python';
import { verifyHost } from '.';
import { findPrograms } from './findPrograms';
import { runTool } from './runTool';

const projects = fc.sample(randomModel, { seed: 20_261_123, numRuns: 6 });
const node = { programs: ['node'], files: [] };
const here = { ...process.env, PATH: `${process.execPath.replace(/[/\\][^/\\]*$/, '')}` };
const leftFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('neuroloom-check-'));

function check(format: string, change: (text: string) => string = (text) => text, host = verifyHost) {
  return projects.map((project) => {
    const exported = exportModel(project, format);
    if (!exported.ok) throw new Error(exported.problem.message);
    const files = exported.files.map((file) =>
      typeof file.content === 'string' ? { ...file, content: change(file.content) } : file,
    );
    return verifyExport(project, format, {}, files, host);
  });
}

const bare = { ...verifyHost, runTool: (run: Parameters<typeof runTool>[0]) => runTool(run, { PATH: '' }) };

describe.skipIf(findPrograms(['cc', 'gcc', 'clang'], process.env).length === 0)('C', () => {
  it('is compiled, run and held to the engine', () => {
    const statuses = check('c');
    expect(statuses).toEqual(statuses.map(() => expect.objectContaining({ status: 'verified' })));
  });

  it('fails with what the compiler says', () => {
    expect(check('c', (text) => `${text}\nbroken`)[0]).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('error:'),
    });
  });

  it('fails where it says something else than the engine', () => {
    const [wrong] = check('c', (text) =>
      text.replace(/return 0;\n\}\s*$/, 'outputs[0] += 1;\n  return 0;\n}\n'),
    );
    expect(wrong).toMatchObject({ status: 'failed' });
    expect(wrong!.status === 'failed' && wrong!.largestDifference).toBeGreaterThan(1e-5);
  });
});

for (const [format, module] of [
  ['pytorch', 'torch'],
  ['keras', 'keras'],
] as const) {
  // What the tests find may not be on the path.
  const python = pythonWith(module);
  const onPath = findPrograms(['python3', 'python'], process.env).some((path) => {
    try {
      execFileSync(path, ['-c', `import ${module}`], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
  it.skipIf(!python || !onPath)(`${format} is run and held to the engine`, () => {
    const [first] = check(format);
    expect(first).toMatchObject({ status: 'verified' });
  });
}

it('says in plain words which tool is missing', () => {
  const said = ['c', 'pytorch', 'keras'].map((format) => check(format, undefined, bare)[0]);
  expect(said).toEqual([
    { status: 'notRun', reason: 'there is no C compiler on this machine' },
    { status: 'notRun', reason: 'there is no Python with PyTorch on this machine' },
    { status: 'notRun', reason: 'there is no Python with Keras 3 on this machine' },
  ]);
});

describe('a program of the machine', () => {
  it('runs over its files, without a shell, in a folder that goes afterwards', () => {
    const before = leftFolders();
    const script = `console.log(require('fs').readFileSync('a b.txt', 'utf8') + process.argv[1] + process.env.MINE)`;
    const result = runTool(
      {
        ...node,
        arguments: ['-e', script, '$(whoami); `ls`'],
        files: [{ name: 'a b.txt', content: 'x' }],
        environment: { MINE: '!' },
      },
      here,
    );
    expect(result).toEqual({ status: 'done', output: 'x$(whoami); `ls`!\n' });
    expect(leftFolders()).toEqual(before);
  });

  it('throws with its last words, and counts as missing where it lacks a module', () => {
    const fails = { ...node, arguments: ['-e', 'console.error("first\\nlast"); process.exit(1)'] };
    expect(() => runTool(fails, here)).toThrow('last');
    expect(runTool({ ...node, arguments: ['-e', 'process.exit(77)'] }, here)).toEqual({ status: 'missing' });
    expect(runTool({ ...node, programs: ['no-such-program'], arguments: [] }, here)).toEqual({
      status: 'missing',
    });
  });
});
