import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TextFile } from './textFile';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'neuroloom-text-'));
  path = join(folder, 'rows.csv');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const asked = { suggestedName: 'rows.csv', kind: 'csv' as const };
async function opened(file: TextFile, place = path): Promise<number> {
  const outcome = await file.open(asked, async () => place);
  if (outcome.status !== 'done') throw new Error(outcome.status);
  return outcome.value.fileId;
}

it('writes piece by piece, and the file is there when it is whole', async () => {
  const file = new TextFile();
  const fileId = await opened(file);
  const piece = `${'é,1\n'.repeat(300_000)}`;
  for (let count = 0; count < 5; count++)
    expect(await file.write({ fileId, text: piece })).toEqual({ status: 'done', value: null });
  expect(await readdir(folder)).not.toContain('rows.csv');
  expect(await file.close({ fileId, keep: true })).toEqual({
    status: 'done',
    value: { fileName: 'rows.csv' },
  });
  expect(await readdir(folder)).toEqual(['rows.csv']);
  expect(await readFile(path, 'utf8')).toBe(piece.repeat(5));
  expect(await file.write({ fileId, text: 'more' })).toEqual({ status: 'cancelled' });
});

it('leaves the file as it was where it is given up, or another one is begun', async () => {
  await writeFile(path, 'old');
  const file = new TextFile();
  const fileId = await opened(file);
  await file.write({ fileId, text: 'new' });
  expect(await file.close({ fileId, keep: false })).toEqual({ status: 'cancelled' });
  const second = await opened(file);
  const third = await opened(file);
  expect(await file.write({ fileId: second, text: 'x' })).toEqual({ status: 'cancelled' });
  await file.close({ fileId: third, keep: false });
  expect(await readdir(folder)).toEqual(['rows.csv']);
  expect(await readFile(path, 'utf8')).toBe('old');
});

it('says why nothing can be written there, and that nobody chose a place', async () => {
  const file = new TextFile();
  const fileId = await opened(file, join(folder, 'gone', 'rows.csv'));
  await expect
    .poll(() => file.write({ fileId, text: 'x'.repeat(100_000) }))
    .toMatchObject({ status: 'failed', problem: { message: expect.stringContaining('rows.csv') } });
  expect(await file.open(asked, async () => null)).toEqual({ status: 'cancelled' });
});
