import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attachNumbers, detachNumbers } from '../../core/graph/detachNumbers';
import { newProject, serializeProject } from '../../core/graph/project';
import { NumberTransfer } from './numberTransfer';
import { runProjectJob } from './projectJob';
import { readModel } from './readModel';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'neuroloom-job-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const rows = Array.from({ length: 300 }, (_, row) =>
  Float32Array.from({ length: 400 }, (_, column) => Math.sin(row + column / 7)),
);
const large = {
  ...newProject('Large'),
  extra: Array.from({ length: 40 }, (_, index) => index),
  parameters: { h: { weights: rows, bias: new Float64Array([1 / 3]) } },
  checkpoint: { step: 7, optimizerState: [Float32Array.from(rows.flatMap((row) => Array.from(row)))] },
};

describe('the file of a large project', () => {
  it('says the same as one written at once, and gives the same numbers back', async () => {
    const path = join(folder, 'large.nloom');
    const { value, size, bytes } = detachNumbers(large);
    const numbers = bytes(0, size).buffer;
    expect(await runProjectJob({ type: 'write', path, project: value, numbers })).toEqual({
      type: 'write',
      problem: null,
    });
    expect(await readFile(path, 'utf8')).toBe(serializeProject(large));
    const result = await runProjectJob({ type: 'read', path });
    if (result.type !== 'read' || !result.read.ok) throw new Error(JSON.stringify(result));
    const project = attachNumbers(result.read.json as typeof large, result.read.numbers!);
    expect(project.parameters.h.weights).toEqual(rows);
    expect(project.checkpoint.optimizerState).toEqual(large.checkpoint.optimizerState);
    // Lists that were not trained are arrays as in any project.
    expect(project.extra).toEqual(large.extra);
  });

  it('is named where it is cut short or cannot be written', async () => {
    const { value, size, bytes } = detachNumbers(large);
    const job = { type: 'write' as const, project: value, numbers: bytes(0, size).buffer };
    expect(await runProjectJob({ ...job, path: join(folder, 'none', 'large.nloom') })).toMatchObject({
      problem: { message: expect.stringContaining('large.nloom') },
    });
    const path = join(folder, 'cut.nloom');
    await writeFile(path, serializeProject(large).slice(0, 1_500_000));
    expect(await runProjectJob({ type: 'read', path })).toMatchObject({
      read: {
        ok: false,
        problem: { code: 'project.notJson', message: expect.stringContaining('cut.nloom') },
      },
    });
  });

  it('may be a model of another format', async () => {
    const path = join(folder, 'one.json');
    const layer = { '0': { bias: 0.1, weights: { '0': -0.1 } } };
    await writeFile(path, JSON.stringify({ sizes: [1, 1], layers: [{ '0': {} }, layer] }));
    const result = await runProjectJob({ type: 'read', path });
    expect(result).toEqual({ type: 'read', read: await readModel(path) });
    expect(result).toMatchObject({ read: { ok: true, data: null } });
    await writeFile(path, '{"sizes": [');
    expect(await runProjectJob({ type: 'read', path })).toMatchObject({
      read: { ok: false, problem: { message: expect.stringContaining('one.json') } },
    });
  });
});

describe('numbers on their way', () => {
  it('are collected by id, and belong to who takes them', () => {
    const transfer = new NumberTransfer();
    transfer.receive({ id: 1, size: 4, start: 0, part: new Uint8Array([1, 2]) });
    transfer.receive({ id: 1, size: 4, start: 2, part: new Uint8Array([3, 4]) });
    expect(new Uint8Array(transfer.take(1)!)).toEqual(new Uint8Array([1, 2, 3, 4]));
    expect(transfer.take(undefined)).toBeNull();
    expect(() => transfer.take(1)).toThrow('internal:');
  });

  it('are read in parts and let go with the last', () => {
    const transfer = new NumberTransfer();
    expect(transfer.offer(new Uint8Array([1, 2, 3]).buffer)).toBe(3);
    expect(transfer.read({ start: 0, end: 2 })).toEqual(new Uint8Array([1, 2]));
    expect(transfer.read({ start: 2, end: 3 })).toEqual(new Uint8Array([3]));
    expect(transfer.read({ start: 0, end: 2 })).toEqual(new Uint8Array());
  });
});
