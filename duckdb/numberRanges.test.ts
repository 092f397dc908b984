import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImportRun } from './importRun';
import { numberRanges, rangeOf } from './numberRanges';

const cell = fc.oneof(
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.constantFrom(null, -0, 0, 5e-324, Number.MAX_VALUE),
);

test('the ends of a column are those of its numbers, to the last bit', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const queries: string[] = [];
  const run = {
    rows: async (sql: string) => {
      queries.push(sql);
      return (await connection.runAndReadAll(sql)).getRows();
    },
  } as unknown as ImportRun;
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { maxLength: 20 }), async (cells) => {
      const values = cells.map((value) =>
        value === null ? '(null)' : `('${Object.is(value, -0) ? '-0.0' : value}')`,
      );
      const from =
        values.length > 0 ? `(values ${values.join(', ')}) as v(x)` : '(select 1 as x) where false';
      await connection.run(`create or replace table t as select cast(x as double) as c0 from ${from}`);
      queries.length = 0;
      const numbers = cells.filter((value) => value !== null).map((value) => value + 0);
      const expected =
        numbers.length > 0 ? { min: Math.min(...numbers), max: Math.max(...numbers) } : { min: 0, max: 0 };
      const ranges = await numberRanges(run, 't', [0]);
      expect(ranges.get(0)).toEqual(expected);
      // A table without rows has no statistics; of any other they are understood.
      expect(queries.length).toBe(cells.length > 0 ? 1 : 2);
    }),
    { numRuns: 60 },
  );
});

test('statistics in other words are not taken for ends', () => {
  expect(rangeOf('[Min: -2.5, Max: inf][Has Null: false, Has No Null: true][Approx Unique: 3]')).toEqual({
    min: -2.5,
    max: Number.POSITIVE_INFINITY,
  });
  expect(rangeOf('min -2.5, max 7')).toBeNull();
  expect(rangeOf(null)).toBeNull();
});
