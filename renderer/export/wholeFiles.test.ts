import { expect, test } from 'vitest';
import { previewOf } from '../../core/export/exportFile';
import { wholeFiles } from './wholeFiles';

const long = Uint8Array.from({ length: 9_000_001 }, (_, i) => i % 251);
const files = [
  { name: 'a.c', content: 'über' },
  { name: 'b.bin', content: Uint8Array.of(1, 2) },
  { name: 'c.json', content: long },
];

test('what the window sees of a long file is little, and the whole is put together again', async () => {
  const previews = files.map(previewOf);
  expect(previews.map(({ size, isWhole }) => [size, isWhole])).toEqual([
    [5, true],
    [2, true],
    [9_000_001, false],
  ]);
  expect(previews[2]!.content.length).toBeLessThan(100_000);
  const asked: number[] = [];
  const engine = {
    readExport: async ({
      exportId,
      file,
      start,
      end,
    }: Record<'exportId' | 'file' | 'start' | 'end', number>) => {
      asked.push(exportId, file);
      return { ok: true as const, value: (files[file]!.content as typeof long).slice(start, end) };
    },
  };
  const whole = await wholeFiles(engine, 7, previews);
  if (!whole.ok) throw new Error(whole.problem.message);
  expect(whole.files.slice(0, 2)).toEqual(files.slice(0, 2));
  expect(Buffer.compare(whole.files[2]!.content as Uint8Array, long)).toBe(0);
  expect(new Set(asked)).toEqual(new Set([7, 2]));
});

test('an export that is gone is no file', async () => {
  const problem = { code: 'export.replaced', message: 'Gone.' };
  const engine = { readExport: async () => ({ ok: false as const, problem }) };
  expect(await wholeFiles(engine, 7, files.map(previewOf))).toEqual({ ok: false, problem });
});
