import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textColumn } from '../../core/data/table';
import { openCsv } from './openCsv';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'neuroloom-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function opened(name: string, content: string | Uint8Array) {
  await writeFile(join(folder, name), content);
  return openCsv(join(folder, name));
}

describe('opening a CSV file', () => {
  it('gives the table and a summary with the first 100 rows', async () => {
    const rows = Array.from({ length: 150 }, (_, row) => `${row},${row % 2 ? 'odd' : 'even'}`);
    const result = await opened('numbers.csv', `n;kind\n${rows.join('\n').replaceAll(',', ';')}\n1;2;3\n`);
    if (!result.ok) throw new Error(result.problem.message);
    expect(result.table.rowCount).toBe(150);
    expect(result.summary).toMatchObject({
      fileName: 'numbers.csv',
      path: join(folder, 'numbers.csv'),
      rowCount: 150,
      delimiter: ';',
      raggedCount: 1,
      ragged: [{ line: 152, cells: 3, expected: 2 }],
    });
    expect(result.summary.columns.map(({ name, type }) => [name, type])).toEqual([
      ['n', 'number'],
      ['kind', 'category'],
    ]);
    expect(result.summary.preview).toHaveLength(100);
    expect(result.summary.preview[99]).toEqual(['99', 'odd']);
  });

  it.each([
    ['UTF-8', new TextEncoder().encode('größe,b\nä,1\n')],
    ['UTF-8 with a mark', new TextEncoder().encode('\uFEFFgröße,b\nä,1\n')],
    ['UTF-16', Buffer.from('\uFEFFgröße,b\nä,1\n', 'utf16le')],
    ['Windows-1252', Buffer.from('größe,b\nä,1\n', 'latin1')],
  ])('reads %s', async (_name, bytes) => {
    const result = await opened('text.csv', bytes);
    expect(result.ok && result.table.columns).toEqual([textColumn('größe', ['ä']), textColumn('b', ['1'])]);
  });

  it('says what is wrong with a file, by its name', async () => {
    await mkdir(join(folder, 'folder.csv'));
    const missing = await openCsv(join(folder, 'gone.csv'));
    expect(missing).toEqual({
      ok: false,
      problem: {
        code: 'file.enoent',
        message: `"${join(folder, 'gone.csv')}" could not be read: the file is not there.`,
        hint: 'It may have been moved, renamed or deleted. Choose where it is now.',
      },
    });
    expect(await openCsv(join(folder, 'folder.csv'))).toMatchObject({ problem: { code: 'file.eisdir' } });
    expect(await opened('empty.csv', '')).toMatchObject({
      problem: { code: 'csv.empty', message: '"empty.csv": The file is empty.' },
    });
    expect(await opened('image.csv', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13))).toMatchObject({
      problem: { code: 'csv.binary', message: expect.stringContaining('"image.csv"') },
    });
  });
});
