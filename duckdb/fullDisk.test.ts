import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportResult } from '../core/data/storedTable';
import { DataEngine } from './dataEngine';
import { smallDisk } from './testing/smallDisk';

const { root, disk, missing, remove } = smallDisk(12);
afterAll(remove);

function done(result: ImportResult) {
  if (result.status !== 'done') throw new Error(JSON.stringify(result));
  return result.imported;
}

/** Everything in a folder, with what is in its folders. */
const filesIn = (folder: string) => readdirSync(folder, { recursive: true }).sort();

describe.skipIf(missing !== null)(`a full disk${missing === null ? '' : ` (${missing})`}`, () => {
  let engine: DataEngine;
  const small = join(root, 'small.csv');

  beforeAll(async () => {
    await writeFile(small, 'a,b\n1,2\n3,4\n');
    engine = await DataEngine.open({ folder: disk, memoryLimitBytes: 200_000_000, threads: 2 });
  });
  afterAll(() => engine.close());

  const number = (row: number, column: number) => Math.sin(row * 31 + column).toFixed(15);
  const numbers = (rows: number) =>
    Array.from({ length: rows }, (_, row) => Array.from({ length: 10 }, (_, at) => number(row, at)).join());

  it.each([
    // 24 MB of numbers in the table.
    { what: 'the table', name: 'numbers.csv', lines: ['a,b,c,d,e,f,g,h,i,j', ...numbers(300_000)] },
    // One row is short, so the file is copied first.
    {
      what: 'the copy of a file',
      name: 'ragged.csv',
      lines: ['a,b,c,d,e,f,g,h,i,j', '1,2', ...numbers(100_000)],
    },
  ])('is told in a sentence where $what does not fit, and nothing is left of it', async ({ name, lines }) => {
    const kept = done(await engine.import({ source: { kind: 'csv', path: small } }));
    const before = filesIn(disk);
    const path = join(root, name);
    await writeFile(path, `${lines.join('\n')}\n`);
    expect(await engine.import({ source: { kind: 'csv', path } })).toEqual({
      status: 'failed',
      problem: {
        code: 'file.enospc',
        message: `"${path}" could not be read: the disk is full.`,
        hint: 'Free some space and try again.',
      },
    });
    expect(filesIn(disk)).toEqual(before);
    // The table that was there is as it was, and there is room for another.
    const page = await kept.table.page({ first: 0, count: 10 });
    expect(page.rows).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    const again = done(await engine.import({ source: { kind: 'csv', path: small } }));
    expect(again.table.rowCount).toBe(2);
    await again.table.close();
    await kept.table.close();
  });
});
