import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateTable } from '../../core/data/generators';
import type { GeneratorSource } from '../../core/data/source';
import type { ImportProgress } from '../../core/data/summary';
import type { DataRequest } from '../ipc/engineProcess';
import { memoryLimit } from './dataReader';
import type { DataStore } from './dataStore';
import { openStore } from './testing/tables';

let folder: string;
let store: ReturnType<typeof openStore>;
let data: DataStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neuroloom-'));
  store = openStore();
  ({ data } = store);
});
afterEach(() => {
  for (const path of [folder, store.folder]) rmSync(path, { recursive: true, force: true });
});

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function opened(request: DataRequest, dataId = 'data-1') {
  const outcome = await data.open(dataId, request);
  if (outcome.status !== 'done')
    throw new Error(outcome.status === 'failed' ? outcome.problem.message : outcome.status);
  return outcome.value;
}

const csv = (path: string) => ({ source: { kind: 'csv', path } }) as const;
const wide = (rows: number) =>
  `a,b,c\n${Array.from({ length: rows }, (_, row) => `${row},${row * 0.25},name ${row % 7}`).join('\n')}\n`;
/** Files that hold a table. */
const tablesOnDisk = () =>
  readdirSync(store.folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /[/\\]t\d+\.duckdb$/.test(name),
  );

async function page(dataId: string, first: number, count: number) {
  const found = await data.use(dataId, (table) => table.page({ first, count }));
  if (!found.ok) throw new Error(found.problem.message);
  return found.value;
}

describe('opening a source', () => {
  it('tells what is in it, what was detected, and what it was, with the first 100 rows', async () => {
    const text = wide(150);
    const summary = await opened(csv(write('rows.csv', text)));
    expect(summary).toMatchObject({
      dataId: 'data-1',
      fileName: 'rows.csv',
      path: join(folder, 'rows.csv'),
      rowCount: 150,
      bytes: text.length,
      misfitCount: 0,
      misfits: [],
      source: {
        kind: 'csv',
        delimiter: ',',
        header: true,
        encoding: 'utf-8',
        fingerprint: {
          rows: 150,
          bytes: text.length,
          sha256: createHash('sha256').update(text).digest('hex'),
        },
      },
    });
    expect(summary.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'a integer',
      'b number',
      'c category',
    ]);
    expect(summary.preview).toHaveLength(100);
    expect(summary.preview[99]).toEqual(['99', '24.75', 'name 1']);
    expect(summary).not.toHaveProperty('changes');
  });

  it('reads the same rows from gzip and JSON lines', async () => {
    const text = wide(40);
    const lines = Array.from({ length: 40 }, (_, row) =>
      JSON.stringify({ a: row, b: row * 0.25, c: `name ${row % 7}` }),
    );
    await opened(csv(write('rows.csv', text)), 'plain');
    await opened(csv(write('rows.csv.gz', gzipSync(text))), 'packed');
    await opened({ source: { kind: 'jsonLines', path: write('rows.jsonl', lines.join('\n')) } }, 'lines');
    const plain = await page('plain', 0, 40);
    expect(plain.rows[7]).toEqual(['7', '1.75', 'name 0']);
    expect((await page('packed', 0, 40)).rows).toEqual(plain.rows);
    expect((await page('lines', 0, 40)).rows).toEqual(plain.rows);
  });

  it('goes by options and types that are set', async () => {
    const path = write('codes.txt', '1;01\n2;02\nx;03\n');
    const summary = await opened({
      source: { kind: 'csv', path, delimiter: ';', header: false },
      types: { 'column 1': 'integer', 'column 2': 'text' },
    });
    expect(summary.columns.map(({ name, type }) => [name, type])).toEqual([
      ['column 1', 'integer'],
      ['column 2', 'text'],
    ]);
    expect(summary.preview).toEqual([
      ['1', '01'],
      ['2', '02'],
    ]);
    expect(summary.misfitCount).toBe(1);
    expect(summary.misfits).toMatchObject([{ line: 3, kind: 'type', column: 'column 1', text: 'x' }]);
  });

  it('says what has changed since the project read it', async () => {
    const before = await opened(csv(write('rows.csv', wide(10))));
    const path = write('rows.csv', wide(12).replace('a,b,c', 'a,b,d'));
    const { source } = before;
    const after = await opened({ source: { ...source, path } as DataRequest['source'] });
    expect(after.changes).toEqual([
      'There are 12 rows now; there were 10.',
      'There is a new column "d".',
      'The column "c" is gone.',
    ]);
    const same = await opened({ source: after.source! });
    expect(same.changes).toEqual([]);
  });

  it.each<GeneratorSource>([
    { kind: 'generator', generator: 'spiral', rows: 300, noise: 0.1, seed: 3, classes: 4 },
    { kind: 'generator', generator: 'sine', rows: 200, noise: 0.3, seed: 1 },
  ])('makes up rows: $generator, to the last bit', async (source) => {
    const summary = await opened({ source });
    expect(summary).toMatchObject({ source, path: '', bytes: 0, rowCount: source.rows });
    const made = generateTable(source);
    const loaded = await data.use('data-1', (table) => table.load(made.columns.map(({ name }) => name)));
    if (!loaded.ok) throw new Error(loaded.problem.message);
    for (const [index, column] of loaded.value.columns.entries()) {
      const wanted = made.columns[index]!;
      expect(column.kind).toBe(wanted.kind);
      if (column.kind !== 'text' || wanted.kind !== 'text') expect(column).toEqual(wanted);
      else {
        const texts = (of: typeof column) => Array.from(of.codes, (code) => of.texts[code]);
        expect(texts(column)).toEqual(texts(wanted));
      }
    }
    expect(readdirSync(store.folder).filter((name) => name.startsWith('generated'))).toEqual([]);
  });

  it('says in a sentence why it cannot be read', async () => {
    expect(await data.open('gone', csv(join(folder, 'gone.csv')))).toMatchObject({
      status: 'failed',
      problem: { code: 'file.enoent', message: expect.stringContaining('the file is not there') },
    });
    expect(await data.open('empty', csv(write('empty.csv', '')))).toMatchObject({ status: 'failed' });
    expect(tablesOnDisk()).toEqual([]);
  });
});

describe('a table', () => {
  it('keeps the columns that were loaded', async () => {
    await opened(csv(write('rows.csv', wide(50))));
    const load = (...names: string[]) => data.use('data-1', (table) => table.load(names));
    const first = await load('b', 'c');
    const second = await load('c', 'a', 'missing', 'b');
    if (!first.ok || !second.ok) throw new Error('not loaded');
    expect(second.value.columns.map(({ name }) => name)).toEqual(['c', 'a', 'b']);
    expect(second.value.columns[2]).toBe(first.value.columns[0]);
    expect(second.value.columns[0]).toBe(first.value.columns[1]);
  });

  it('is gone from the disk when it is closed, but not before the one who uses it is done', async () => {
    await opened(csv(write('rows.csv', wide(50))));
    expect(tablesOnDisk()).toHaveLength(1);
    const held = await data.hold('data-1');
    if (held.status !== 'done') throw new Error(held.status);
    data.close('data-1');
    expect((await held.table.page({ first: 3, count: 1 })).rows).toEqual([['3', '0.75', 'name 3']]);
    expect(await data.hold('data-1')).toMatchObject({ status: 'failed', problem: { code: 'data.notOpen' } });
    held.release();
    await expect.poll(tablesOnDisk).toEqual([]);
  });

  it('that has not been used for long is given back, and read again when it is needed', async () => {
    for (let index = 1; index <= 5; index++)
      await opened(csv(write(`rows${index}.csv`, wide(10 * index))), `data-${index}`);
    await expect.poll(tablesOnDisk).toHaveLength(3);
    expect((await page('data-1', 9, 5)).rows).toHaveLength(1);
    expect((await page('data-5', 49, 5)).rows).toHaveLength(1);
    await expect.poll(tablesOnDisk).toHaveLength(3);
    rmSync(join(folder, 'rows3.csv'));
    expect(await data.use('data-3', () => 1)).toMatchObject({ ok: false, problem: { code: 'file.enoent' } });
  });
});

describe('an import under way', () => {
  /** Large enough to be seen at work. */
  const large = () => write('large.csv', wide(200_000));

  it('says how far it is, and lets other work go on', async () => {
    const path = large();
    await opened(csv(write('small.csv', wide(5))), 'small');
    const told: ImportProgress[] = [];
    let turns = 0;
    let longestMs = 0;
    let last = performance.now();
    let over = false;
    const reading = data
      .open('large', csv(path), (progress) => told.push({ ...progress }))
      .finally(() => {
        over = true;
      });
    while (!over) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
      longestMs = Math.max(longestMs, performance.now() - last);
      last = performance.now();
      if (turns === 20) expect((await page('small', 4, 1)).rows).toEqual([['4', '1', 'name 4']]);
    }
    expect(await reading).toMatchObject({ status: 'done', value: { rowCount: 200_000 } });
    expect(turns).toBeGreaterThan(20);
    expect(told.length).toBeGreaterThan(0);
    for (const [index, progress] of told.entries()) {
      expect(progress.bytesDone).toBeLessThanOrEqual(progress.bytes);
      expect(progress.bytesDone).toBeGreaterThanOrEqual(told[index - 1]?.bytesDone ?? 0);
    }
  });

  it('is broken off when its data is closed, and leaves nothing behind', async () => {
    const path = large();
    const opening = data.open('large', csv(path));
    await expect.poll(() => existsSync(store.folder) && tablesOnDisk().length).toBe(1);
    data.close('large');
    expect(await opening).toEqual({ status: 'cancelled' });
    await expect.poll(tablesOnDisk).toEqual([]);
    expect(await data.hold('large')).toMatchObject({ problem: { code: 'data.notOpen' } });
  });
});

it('leaves memory to the others', () => {
  const gigabyte = 1024 ** 3;
  expect(memoryLimit(64 * gigabyte, 60 * gigabyte)).toBe(2 * gigabyte);
  expect(memoryLimit(4 * gigabyte, 3 * gigabyte)).toBe(gigabyte);
  expect(memoryLimit(4 * gigabyte, 0.1 * gigabyte)).toBe(gigabyte / 4);
});
