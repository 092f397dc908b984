import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ImportProgress } from '../core/data/summary';
import { DataEngine } from './dataEngine';
import { problemOf } from './importProblem';
import { cellsOf, dataEngine, done, refused } from './testing/importing';

const { own, write, importText } = dataEngine();
const read = (path: string) => own.engine.import({ source: { kind: 'csv', path } });

describe('encodings', () => {
  const text = 'größe,b\nä,1\n中,2\n';
  test.each([
    ['UTF-8', new TextEncoder().encode(text), 'utf-8'],
    ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${text}`), 'utf-8'],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16'],
    ['UTF-16, big end first', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), 'utf-16'],
    ['UTF-16 without a mark', Buffer.from(`${text}${'a,1\n'.repeat(20)}`, 'utf16le'), 'utf-16'],
  ])('%s', async (_name, bytes, encoding) => {
    const imported = done(await importText(bytes));
    expect(imported.source).toMatchObject({ encoding });
    expect(imported.columns.map(({ name }) => name)).toEqual(['größe', 'b']);
    expect((await cellsOf(imported)).slice(0, 2)).toEqual([
      ['ä', '1'],
      ['中', '2'],
    ]);
  });

  test('Windows-1252', async () => {
    const imported = done(await importText(Buffer.from('größe,b\nä,1\n\x80,2\n', 'latin1')));
    expect(imported.source).toMatchObject({ encoding: 'latin-1' });
    expect(imported.columns[0]!.name).toBe('größe');
    expect(await cellsOf(imported)).toEqual([
      ['ä', '1'],
      ['€', '2'],
    ]);
  });

  test('Latin-1 whose first megabyte is ASCII', async () => {
    const bytes = Buffer.from(`a,b\n${'x,1\n'.repeat(400_000)}ä,2\n`, 'latin1');
    const imported = done(await importText(bytes));
    expect(imported.source).toMatchObject({ encoding: 'latin-1' });
    const page = await imported.table.page({ first: 400_000, count: 1 });
    expect(page.rows).toEqual([['ä', '2']]);
    expect(imported.columns[0]!.values).toEqual([
      { value: 'x', count: 400_000 },
      { value: 'ä', count: 1 },
    ]);
  });

  test('bytes that are no UTF-8 in a file that is', async () => {
    const bytes = Buffer.concat([
      Buffer.from('a,b\nä,1\n'),
      Buffer.from([0xff, 0x2c, 0x32, 0x0a]),
      Buffer.from('ö,3\n'),
    ]);
    const imported = done(await importText(bytes, { encoding: 'utf-8' }));
    expect(imported.misfits).toEqual([{ line: 3, kind: 'encoding', text: '\ufffd,2' }]);
    expect(await cellsOf(imported)).toEqual([
      ['ä', '1'],
      ['ö', '3'],
    ]);
  });

  test('gzip', async () => {
    const text = `a,b\n${Array.from({ length: 50_000 }, (_, row) => `${row},x${row % 3}`).join('\n')}\n`;
    const bytes = gzipSync(text);
    const imported = done(await importText(bytes));
    expect(imported.table.rowCount).toBe(50_000);
    expect(imported.bytes).toBe(bytes.length);
    expect((await imported.table.page({ first: 49_999, count: 1 })).rows).toEqual([['49999', 'x1']]);
    // And one that has to be read row by row.
    const ragged = done(await importText(gzipSync(`${text}1\n`)));
    expect(ragged.misfits).toEqual([{ line: 50_002, kind: 'cells', cells: 1, expected: 2, text: '1' }]);
    expect(refused(await importText(bytes.subarray(0, bytes.length >> 1))).code).toBe('file.archive');
  });
});

describe('refusals say what is wrong and where', () => {
  test.each(['', '\ufeff', ' \n\n', '\r\n'])('nothing in it: %j', async (text) => {
    const path = await write(text);
    expect(refused(await read(path))).toEqual({
      code: 'csv.empty',
      message: expect.stringMatching(/^"file \d+\.csv": The file is empty\.$/),
      hint: 'Choose a file with a header and rows.',
    });
  });

  test.each(['a,b,c\n\n', 'a,b,c', '"a","b\nx",c\r\n'])('a header alone: %j', async (text) => {
    expect(refused(await importText(text))).toMatchObject({
      code: 'csv.headerOnly',
      message: expect.stringContaining('The file has a header with 3 columns, but no rows below it.'),
    });
  });

  test('not text', async () => {
    expect(refused(await importText('PK\u0003\u0004\0\0')).code).toBe('csv.binary');
    expect(refused(await importText(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13))).code).toBe(
      'csv.binary',
    );
    // Far below what is looked at first.
    expect(refused(await importText(`a,b\n${'1,2\n'.repeat(500_000)}3,\0x\n`)).code).toBe('csv.binary');
  });

  test('a quote that is never closed', async () => {
    expect(refused(await importText('a,b\n1,"x\ny"\n2,"z\n3,4\n'))).toMatchObject({
      code: 'csv.quote',
      message: expect.stringContaining('A quoted cell in the row that begins on line 4 is never closed.'),
    });
    const long = `a,b\n${'1,2\n'.repeat(800_000)}2,"z\n${'3,4\n'.repeat(800_000)}`;
    expect(refused(await importText(long)).message).toContain('on line 800002 is never closed');
  });

  test('no row that fits the header', async () => {
    expect(refused(await importText('a,b\n1\n2\n')).message).toContain(
      'The header has 2 cells, but none of the 2 rows below it does: line 2 has 1.',
    );
    const bad = refused(await importText('a,b\nx,1\n', {}, { types: { a: 'number' } }));
    expect(bad.message).toContain('Line 2 holds "x" in column "a", which is no number.');
  });

  test('files that cannot be read', async () => {
    const gone = join(own.folder, 'gone.csv');
    expect(refused(await read(gone))).toEqual({
      code: 'file.enoent',
      message: `"${gone}" could not be read: the file is not there.`,
      hint: 'It may have been moved, renamed or deleted. Choose where it is now.',
    });
    await mkdir(join(own.folder, 'folder.csv'));
    expect(refused(await read(join(own.folder, 'folder.csv'))).code).toBe('file.eisdir');
    const loop = join(own.folder, 'loop.csv');
    await symlink(loop, loop);
    expect(refused(await read(loop)).code).toBe('file.eloop');
  });

  test.skipIf(process.getuid?.() === 0)('a file without permission', async () => {
    const path = await write('a,b\n1,2\n');
    await chmod(path, 0);
    expect(refused(await read(path)).code).toBe('file.eacces');
  });

  test('errors of the system in words', () => {
    const words = (error: unknown) => problemOf(error, '/x/y.csv').code;
    expect(words(Object.assign(new Error('no'), { code: 'EACCES' }))).toBe('file.eacces');
    expect(words(Object.assign(new Error('full'), { code: 'ENOSPC' }))).toBe('file.enospc');
    expect(words(new Error('IO Error: Could not write file "x": No space left on device'))).toBe(
      'file.enospc',
    );
    expect(words(new Error('Out of Memory Error: failed to pin block'))).toBe('data.memory');
    expect(() => words(new Error('internal: a bug'))).toThrow('a bug');
  });

  test('a file that grows while it is read', async () => {
    const path = await write(`a,b\n${'1,2\n'.repeat(300_000)}`);
    let grown: Promise<void> | undefined;
    const result = await own.engine.import({
      source: { kind: 'csv', path },
      onProgress: () => {
        grown ??= writeFile(path, '3,4\n', { flag: 'a' });
      },
    });
    expect(grown).toBeDefined();
    expect(refused(result)).toMatchObject({ code: 'file.changed' });
  });
});

describe('progress and cancel', () => {
  const text = `a,b,c\n${'1.25,-2.5,abc\n'.repeat(600_000)}`;

  test('bytes, rows and speed are told', async () => {
    const told: ImportProgress[] = [];
    const imported = done(await importText(text, {}, { onProgress: (progress) => void told.push(progress) }));
    expect(imported.table.rowCount).toBe(600_000);
    expect(told.length).toBeGreaterThan(0);
    const bytes = Buffer.byteLength(text);
    told.reduce((before, now) => {
      expect(now.bytes).toBe(bytes);
      expect(now.bytesDone).toBeGreaterThanOrEqual(before);
      expect(now.bytesDone).toBeLessThanOrEqual(bytes);
      return now.bytesDone;
    }, 0);
  });

  test.each([text, `${text}1\n`])('a cancelled import leaves nothing behind', async (content) => {
    const files = () =>
      readdirSync(join(own.folder, 'engine'), { recursive: true }).filter((name) =>
        /[tf]\w*\d+\./.test(String(name)),
      );
    const before = files();
    const abort = new AbortController();
    const result = await importText(content, {}, { signal: abort.signal, onProgress: () => abort.abort() });
    expect(result).toEqual({ status: 'cancelled' });
    expect(files()).toEqual(before);
    const early = new AbortController();
    early.abort();
    expect(await importText('a\n1\n', {}, { signal: early.signal })).toEqual({ status: 'cancelled' });
    expect(files()).toEqual(before);
  });

  test('the fingerprint is that of the bytes', async () => {
    const path = await write('a,b\n1,x\n2,y\n');
    const { fingerprint } = done(await read(path));
    const sha256 = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    expect(fingerprint).toEqual({
      bytes: (await readFile(path)).length,
      rows: 2,
      sha256,
      columns: [
        { name: 'a', type: 'integer' },
        { name: 'b', type: 'category' },
      ],
    });
  });
});

describe('temporary files', () => {
  test('are deleted with the engine, and those of a crashed one by the next', async () => {
    const folder = join(own.folder, 'other engine');
    const leftover = join(folder, 'tables-999999999-abc');
    await mkdir(leftover, { recursive: true });
    await writeFile(join(leftover, 't1.duckdb'), 'x');
    const engine = await DataEngine.open({ folder, memoryLimitBytes: 200_000_000, threads: 1 });
    expect(existsSync(leftover)).toBe(false);
    const path = await write('a,b\n1,2\n');
    const imported = done(await engine.import({ source: { kind: 'csv', path } }));
    expect(readdirSync(folder)).toHaveLength(1);
    await imported.table.close();
    await engine.close();
    expect(readdirSync(folder)).toEqual([]);
  });
});
