import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from './main';

const samples = resolve(import.meta.dirname, '../resources/samples');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neuroloom-streaming-'));
  for (const name of ['penguins.csv', 'penguins.nloom']) cpSync(join(samples, name), join(folder, name));
  const project = JSON.parse(read('penguins.nloom'));
  const write = (name: string, training: object) =>
    writeFileSync(
      join(folder, name),
      JSON.stringify({ ...project, training: { ...project.training, blockRows: 50, ...training } }),
    );
  write('memory.nloom', {});
  write('streamed.nloom', { memoryLimit: 1e-3 });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

/** Interrupted, where asked for, when the clock has been looked at so many times. */
async function neuroloom(args: string[], interruptAtLook = Number.POSITIVE_INFINITY) {
  let stderr = '';
  let looks = 0;
  let interrupt = () => {};
  const code = await run(args, {
    cwd: folder,
    stdout: { write: () => undefined },
    stderr: {
      write(text) {
        stderr += text;
      },
      isTerminal: false,
    },
    nowMs() {
      looks += 1;
      if (looks === interruptAtLook) interrupt();
      return performance.now();
    },
    processors: 1,
    tablesFolder: join(folder, 'tables'),
    memoryLimitBytes: 256 * 1024 ** 2,
    threads: () => null,
    onInterrupt(listener) {
      interrupt = listener;
      return () => undefined;
    },
  });
  return { code, stderr };
}

const learned = (name: string) => {
  const { parameters, metrics, encoders, checkpoint } = JSON.parse(read(name));
  return { parameters, metrics, encoders, checkpoint };
};

describe('a project above its memory limit', () => {
  test('is streamed, says so, and learns the same to the last bit', async () => {
    const memory = await neuroloom([
      'train',
      'memory.nloom',
      '--epochs',
      '8',
      '--out',
      'a.nloom',
      '--log',
      'a.csv',
    ]);
    expect(memory).toMatchObject({ code: 0, stderr: expect.not.stringContaining('streamed') });
    const streamed = await neuroloom([
      'train',
      'streamed.nloom',
      '--epochs',
      '8',
      '--out',
      'b.nloom',
      '--log',
      'b.csv',
    ]);
    expect(streamed.code).toBe(0);
    expect(streamed.stderr).toContain('The rows are streamed from disk in blocks of 50.');
    expect(learned('b.nloom')).toEqual(learned('a.nloom'));
    expect(learned('b.nloom').metrics.epoch).toBe(8);
    expect(read('b.csv')).toBe(read('a.csv'));
  });

  test('goes on exactly where it was interrupted', async () => {
    await neuroloom(['train', 'streamed.nloom', '--epochs', '8', '--out', 'whole.nloom']);
    const cut = await neuroloom(['train', 'streamed.nloom', '--epochs', '8', '--checkpoint', 'kept'], 80);
    expect(cut.code).toBe(130);
    const { step } = JSON.parse(read('kept/checkpoint.nloom')).checkpoint;
    const { step: last } = learned('whole.nloom').checkpoint;
    expect([step > 0, step < last]).toEqual([true, true]);
    const args = ['train', 'streamed.nloom', '--epochs', '8', '--resume', 'kept', '--out', 'resumed.nloom'];
    expect((await neuroloom(args)).code).toBe(0);
    expect(learned('resumed.nloom')).toEqual(learned('whole.nloom'));
  });
});
