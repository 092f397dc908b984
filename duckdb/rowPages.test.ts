import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RowFilter, RowQuery } from '../core/data/query';
import type { ImportedTable } from '../core/data/storedTable';
import { dataEngine, done } from './testing/importing';

const { importText } = dataEngine();
const text = `n,word,flag,day
3,Beta,yes,2020-01-02
1,alpha,no,2020-01-01
,"O'Neil; drop table x",yes,
2,alpha,no,2021-05-05T10:30
10,100%_,yes,2020-01-01
`;

let imported: Promise<ImportedTable> | undefined;
async function table() {
  imported ??= importText(text).then(done);
  return (await imported).table;
}
const rowsOf = async (query: Partial<RowQuery>) =>
  (await (await table()).page({ first: 0, count: 100, ...query })).rowNumbers;

describe('pages', () => {
  test('cells as text', async () => {
    expect(await (await table()).page({ first: 2, count: 2 })).toEqual({
      first: 2,
      rowNumbers: [2, 3],
      rows: [
        ['', "O'Neil; drop table x", 'true', ''],
        ['2', 'alpha', 'false', '2021-05-05T10:30:00'],
      ],
      total: 5,
    });
  });

  test('some columns, in the order asked for', async () => {
    const page = await (await table()).page({ first: 0, count: 1, columns: [3, 0] });
    expect(page.rows).toEqual([['2020-01-02', '3']]);
  });

  test('the rows asked for, in their order, without those that are not there', async () => {
    const page = await (await table()).page({ first: 0, count: 10, columns: [0], rows: [4, 9, 1] });
    expect(page).toEqual({ first: 0, rowNumbers: [4, 1], rows: [['10'], ['1']], total: 3 });
  });

  test('the rows kept, in whatever order, and numbers alone where no column is asked for', async () => {
    const kept = { key: 'odd', has: (row: number) => row % 2 === 1 };
    const pageOf = async (query: Partial<RowQuery>) =>
      (await table()).page({ first: 0, count: 10, columns: [], ...query }, kept);
    expect(await pageOf({})).toEqual({ first: 0, rowNumbers: [1, 3], rows: [[], []], total: 2 });
    expect((await pageOf({ sort: { column: 'n', descending: true } })).rowNumbers).toEqual([3, 1]);
    expect(await rowsOf({ sort: { column: 'n', descending: true } })).toEqual([4, 0, 3, 1, 2]);
    expect((await pageOf({ filters: [{ is: 'missing', column: 'n' }] })).total).toBe(0);
  });

  test('beyond the end', async () => {
    const page = await (await table()).page({ first: 9, count: 5 });
    expect(page).toEqual({ first: 9, rowNumbers: [], rows: [], total: 5 });
  });

  test.each<[string, boolean, number[]]>([
    ['n', false, [1, 3, 0, 4, 2]],
    ['n', true, [4, 0, 3, 1, 2]],
    ['word', false, [4, 0, 2, 1, 3]],
    ['word', true, [1, 3, 2, 0, 4]],
    ['flag', false, [1, 3, 0, 2, 4]],
    ['day', true, [3, 0, 1, 4, 2]],
  ])(
    'sorted by %s, descending %s: equal ones in the order of the file, missing ones last',
    async (column, descending, wanted) => {
      expect(await rowsOf({ sort: { column, descending } })).toEqual(wanted);
    },
  );

  test.each<[RowFilter, number[]]>([
    [{ is: 'missing', column: 'n' }, [2]],
    [{ is: 'present', column: 'day' }, [0, 1, 3, 4]],
    [{ is: 'oneOf', column: 'word', values: ['alpha', "O'Neil; drop table x"] }, [1, 2, 3]],
    [{ is: 'oneOf', column: 'n', values: ['10', '2.0', 'x'] }, [3, 4]],
    [{ is: 'oneOf', column: 'flag', values: ['true'] }, [0, 2, 4]],
    [{ is: 'oneOf', column: 'n', values: [] }, []],
    [{ is: 'between', column: 'n', from: 2, to: 3 }, [0, 3]],
    [{ is: 'between', column: 'n', from: null, to: 1 }, [1]],
    [{ is: 'between', column: 'day', from: Date.UTC(2020, 0, 2), to: null }, [0, 3]],
    [{ is: 'contains', column: 'word', text: 'A' }, [0, 1, 2, 3]],
    [{ is: 'contains', column: 'word', text: '%_' }, [4]],
    [{ is: 'contains', column: 'word', text: "'; drop" }, []],
    [{ is: 'present', column: 'not there' }, []],
  ])('filter %j', async (filter, wanted) => {
    expect(await rowsOf({ filters: [filter] })).toEqual(wanted);
  });

  test.each([
    ['ALPHA', [1, 3]],
    ["o'n", [2]],
    ['2020-01-01', [1, 4]],
    ['10:30', [3]],
    ['true', [0, 2, 4]],
    ['10', [4, 3]],
    ['%', [4]],
    ['zzz', []],
    ['$1', []],
  ])('search %j', async (search, wanted) => {
    expect(new Set(await rowsOf({ search }))).toEqual(new Set(wanted));
  });

  test('filters, search and sort together, page by page', async () => {
    const query = {
      sort: { column: 'n', descending: true },
      filters: [{ is: 'present' as const, column: 'n' }],
      search: 'a',
    };
    const first = await (await table()).page({ first: 0, count: 2, ...query });
    expect(first).toMatchObject({ rowNumbers: [0, 3], total: 3 });
    const second = await (await table()).page({ first: 2, count: 2, ...query });
    expect(second).toMatchObject({ rowNumbers: [1], total: 3 });
  });
});

test('blocks of rows are those of the whole', async () => {
  const stored = await table();
  const whole = await stored.load(['n', 'word']);
  await fc.assert(
    fc.asyncProperty(fc.nat(6), fc.nat(6), async (first, count) => {
      const block = await stored.loadRows(['n', 'word'], first, count);
      const [numbers, words] = whole.columns;
      if (numbers?.kind !== 'number' || words?.kind !== 'text') throw new Error('other columns');
      const [own, texts] = block.columns;
      if (own?.kind !== 'number' || texts?.kind !== 'text') throw new Error('other columns');
      expect(own.values).toEqual(numbers.values.slice(first, first + count));
      expect([...texts.codes].map((code) => texts.texts[code])).toEqual(
        [...words.codes.slice(first, first + count)].map((code) => words.texts[code]),
      );
      expect(block.rowCount).toBe(own.values.length);
    }),
    { numRuns: 30 },
  );
});

test('summaries are those of a plain count', async () => {
  const number = fc.oneof(
    fc.integer({ min: -5, max: 5 }),
    fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
    fc.constant(null),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(number, { minLength: 1, maxLength: 60 }), async (numbers) => {
      const { columns, table: stored } = done(
        await importText(`n,x\n${numbers.map((n) => `${n ?? ''},a`).join('\n')}\n`, {
          header: true,
          delimiter: ',',
        }),
      );
      await stored.close();
      const present = numbers.filter((n) => n !== null);
      const summary = columns[0]!;
      expect(summary.missing).toBe(numbers.length - present.length);
      expect(summary.distinct).toBe(new Set(present.map((n) => n + 0)).size);
      if (present.length === 0) return;
      const mean = present.reduce((sum, n) => sum + n, 0) / present.length;
      const squares = present.reduce((sum, n) => sum + (n - mean) ** 2, 0);
      expect(summary.statistics!.min).toBe(Math.min(...present) + 0);
      expect(summary.statistics!.max).toBe(Math.max(...present) + 0);
      expect(summary.statistics!.mean).toBeCloseTo(mean, 6);
      expect(summary.statistics!.deviation).toBeCloseTo(Math.sqrt(squares / present.length), 6);
      expect(summary.histogram).toHaveLength(24);
      expect(summary.histogram!.reduce((sum, n) => sum + n, 0)).toBe(present.length);
      expect(summary.values!.reduce((sum, { count }) => sum + count, 0)).toBe(present.length);
    }),
    { numRuns: 30 },
  );
});

test('the largest numbers there are', async () => {
  const { columns } = done(await importText('n,x\n1.7e308,a\n-1.7e308,b\n1e308,c\n'));
  const { statistics, histogram } = columns[0]!;
  expect(statistics!.mean / 1e308).toBeCloseTo(1 / 3, 9);
  expect(statistics!.deviation / 1e308).toBeCloseTo(
    Math.sqrt(((1.7 - 1 / 3) ** 2 + (1.7 + 1 / 3) ** 2 + (2 / 3) ** 2) / 3),
    9,
  );
  expect(histogram![0]).toBe(1);
  expect(histogram![23]).toBe(1);
});
