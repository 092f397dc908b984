import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { smallDisk } from '../../duckdb/testing/smallDisk';
import { saveExported } from '../main/saveExport';
import { writeFileAtomically } from './atomicWrite';
import { fileProblem } from './fileProblem';

const { disk, missing, remove } = smallDisk(4);
afterAll(remove);

describe.skipIf(missing !== null)(`a full disk${missing === null ? '' : ` (${missing})`}`, () => {
  afterEach(() => {
    for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true });
  });

  it.each([
    { how: 'at once', content: 'x'.repeat(6_000_000) },
    { how: 'in pieces', content: Array.from({ length: 60 }, () => 'x'.repeat(100_000)) },
  ])('keeps the file that was there, written $how, and no other', async ({ content }) => {
    const path = join(disk, 'net.nloom');
    writeFileSync(path, 'as it was');
    const error: unknown = await writeFileAtomically(path, content).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(fileProblem(error, 'write', path)).toEqual({
      code: 'file.enospc',
      message: `"${path}" could not be saved: the disk is full.`,
      hint: 'Free some space and try again, or choose another disk. The file as it was is untouched.',
    });
    expect(readdirSync(disk)).toEqual(['net.nloom']);
    expect(readFileSync(path, 'utf8')).toBe('as it was');
  });

  describe('at an export', () => {
    const content = (name: string) => `${name}: earlier`;
    const parts = {
      async *bytes(_exportId: number, _file: number, size: number) {
        for (let left = size; left > 0; left -= 100_000) yield new Uint8Array(Math.min(left, 100_000));
      },
    };
    const save = (folder: string, sizes: Record<string, number>) => {
      const files = Object.entries(sizes).map(([name, size]) => ({ name, size }));
      const places = {
        saveExport: async (name: string) => join(folder, name),
        exportFolder: async () => folder,
      };
      return saveExported({ exportId: 1, suggestedName: 'm.json', kind: 'json', files }, places, parts);
    };
    const failed = (path: string) => ({
      status: 'failed',
      problem: {
        code: 'file.enospc',
        message: `"${path}" could not be saved: the disk is full.`,
        hint: 'Free some space and try again, or choose another disk. The file as it was is untouched.',
      },
    });

    it('of one file keeps the earlier one, and leaves no other', async () => {
      writeFileSync(join(disk, 'm.json'), content('m.json'));
      expect(await save(disk, { 'm.json': 6_000_000 })).toEqual(failed(join(disk, 'm.json')));
      expect(readdirSync(disk)).toEqual(['m.json']);
      expect(readFileSync(join(disk, 'm.json'), 'utf8')).toBe(content('m.json'));
      expect(await save(disk, { 'm.json': 2_000_000 })).toMatchObject({ status: 'done' });
    });

    it('of several keeps every earlier one, and leaves no new folder', async () => {
      const sizes = { 'model.py': 1000, 'weights.safetensors': 6_000_000, 'rows.py': 500 };
      const folder = join(disk, 'net-pytorch');
      expect(await save(folder, sizes)).toEqual(failed(join(folder, 'weights.safetensors')));
      expect(readdirSync(disk)).toEqual([]);
      mkdirSync(folder);
      const names = ['model.py', 'weights.safetensors'];
      for (const name of names) writeFileSync(join(folder, name), content(name));
      expect(await save(folder, sizes)).toEqual(failed(join(folder, 'weights.safetensors')));
      expect(readdirSync(folder)).toEqual(names);
      for (const name of names) expect(readFileSync(join(folder, name), 'utf8')).toBe(content(name));
      expect(await save(folder, { ...sizes, 'weights.safetensors': 9000 })).toMatchObject({ status: 'done' });
      expect(readdirSync(folder)).toEqual(Object.keys(sizes).sort());
    });
  });
});
