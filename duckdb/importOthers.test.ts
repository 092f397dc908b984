import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import type { ImportRequest } from '../core/data/storedTable';
import { cellsOf, dataEngine, done, refused } from './testing/importing';

const { own, write } = dataEngine();

describe('Parquet', () => {
  async function parquet(select: string, name: string): Promise<string> {
    const path = join(own.folder, name);
    const connection = await (await DuckDBInstance.create()).connect();
    await connection.run(`copy (${select}) to '${path.replaceAll("'", "''")}' (format parquet)`);
    connection.closeSync();
    return path;
  }
  const read = (path: string, request: Partial<ImportRequest> = {}) =>
    own.engine.import({ source: { kind: 'parquet', path }, ...request });

  test('every type of column', async () => {
    const path = await parquet(
      `select i::integer as whole, i / 2 as half, i % 2 = 0 as even, 'n' || (i % 2) as name, date '2020-01-31' + i::integer as day,
        timestamp '2020-01-31 10:20:30.5' as at, [i, 2] as list, {'a': i} as struct, 9007199254740993 + i as long,
        case when i = 1 then 'nan'::double end as empty, 1.25::decimal(9, 2) as price
        from range(4) t(i)`,
      'types.parquet',
    );
    const imported = done(await read(path));
    expect(imported.columns.map(({ name, type }) => [name, type])).toEqual([
      ['whole', 'integer'],
      ['half', 'number'],
      ['even', 'boolean'],
      ['name', 'category'],
      ['day', 'date'],
      ['at', 'date'],
      ['list', 'text'],
      ['struct', 'text'],
      ['long', 'category'],
      ['empty', 'number'],
      ['price', 'number'],
    ]);
    expect((await cellsOf(imported))[1]).toEqual([
      '1',
      '0.5',
      'false',
      'n1',
      '2020-02-01',
      '2020-01-31T10:20:30.500',
      '[1,2]',
      '{"a":1}',
      '9007199254740994',
      '',
      '1.25',
    ]);
    expect(imported.columns.at(-2)!.missing).toBe(4);
  });

  test('hostile names, and a path that looks like a pattern', async () => {
    const path = await parquet(`select 1 as "a""b", 'x' as "__proto__", 2 as "A""B"`, "it's [1].parquet");
    const imported = done(await read(path));
    expect(imported.columns.map(({ name }) => name)).toEqual([
      'a"b',
      '__proto__',
      expect.stringMatching(/^A"B/),
    ]);
    expect(await cellsOf(imported)).toEqual([['1', 'x', '2']]);
  });

  test('values that do not fit are told with their row', async () => {
    const path = await parquet(
      `select case when i = 2 then 'inf'::double else i end as n, case when i = 3 then 'x' else '2' end as t from range(5) t(i)`,
      'infinite.parquet',
    );
    const imported = done(await read(path, { types: { t: 'number' } }));
    expect(imported.misfitCount).toBe(2);
    expect(imported.misfits).toEqual([
      { line: 3, kind: 'type', column: 'n', type: 'number', text: 'inf' },
      { line: 4, kind: 'type', column: 't', type: 'number', text: 'x' },
    ]);
    expect(await cellsOf(imported)).toEqual([
      ['0', '2'],
      ['1', '2'],
      ['4', '2'],
    ]);
  });

  test('what is no Parquet', async () => {
    expect(refused(await read(await write('a,b\n1,2\n', 'no.parquet'))).code).toBe('parquet.format');
    expect(refused(await read(await parquet('select 1 as a limit 0', 'none.parquet'))).code).toBe(
      'csv.headerOnly',
    );
    expect(refused(await read(join(own.folder, 'gone.parquet'))).code).toBe('file.enoent');
  });
});

describe('JSON lines', () => {
  const read = async (text: string | Uint8Array, name: string) =>
    own.engine.import({ source: { kind: 'jsonLines', path: await write(text, name) } });

  test('columns are all keys', async () => {
    const text = [
      '{"a": 1, "b": "x", "__proto__": true}',
      '',
      '{"b": "say \\"NA\\",\\nthen", "a": 2.5, "__proto__": false, "deep": {"list": [1, null]}}',
      '{"a": null, "c": 12345678901234567890, "b": "12345678901234567890"}',
    ].join('\n');
    for (const bytes of [text, gzipSync(text)]) {
      const imported = done(await read(bytes, `${bytes.length}.jsonl`));
      expect(imported.columns.map(({ name, type }) => [name, type])).toEqual([
        ['a', 'number'],
        ['b', 'category'],
        ['__proto__', 'boolean'],
        ['deep', 'category'],
        ['c', 'category'],
      ]);
      expect(await cellsOf(imported)).toEqual([
        ['1', 'x', 'true', '', ''],
        ['2.5', 'say "NA",\nthen', 'false', '{"list":[1,null]}', ''],
        ['', '12345678901234567890', '', '', '12345678901234567890'],
      ]);
    }
  });

  test('line endings inside a text stay', async () => {
    const imported = done(
      await read('{"a": "x\\r", "b": "1\\r\\n2"}\n{"a": "y\\n", "b": "z\\r"}\n', 'ends.jsonl'),
    );
    expect(await cellsOf(imported)).toEqual([
      ['x\r', '1\r\n2'],
      ['y\n', 'z\r'],
    ]);
  });

  test('lines that are no object are told', async () => {
    const imported = done(await read('{"a": 1}\n[1]\n{"a": \n{"a": 2}\n', 'bad.jsonl'));
    expect(imported.misfitCount).toBe(2);
    expect(imported.misfits).toEqual([
      { line: 2, kind: 'json', text: '[1]' },
      { line: 3, kind: 'json', text: '{"a": ' },
    ]);
    expect(await cellsOf(imported)).toEqual([['1'], ['2']]);
  });

  test('refusals', async () => {
    expect(refused(await read('', 'empty.jsonl')).code).toBe('csv.empty');
    expect(refused(await read('a,b\n1,2\n', 'csv.jsonl'))).toMatchObject({
      code: 'json.format',
      message: expect.stringContaining('There is no JSON object on any line'),
    });
  });
});
