import { describe, expect, test } from 'vitest';
import { readCsv } from '../testing/readCsv';
import { isMissing, parseNumber, sortCategories } from './cells';
import { columnSpec, guessDataset } from './guess';
import { summariseColumns } from './summarise';

function summaries(text: string) {
  return summariseColumns(readCsv(text));
}

const guess = (text: string) => guessDataset({ kind: 'csv', path: 'data.csv' }, summaries(text));
const roles = (text: string) => guess(text).columns.map((column) => column.role);

describe('cells', () => {
  test.each(['', ' ', 'NA', 'n/a', 'NaN', 'NULL', 'none', ' ? '])('%j is missing', (cell) => {
    expect(isMissing(cell)).toBe(true);
  });

  test.each([
    ['1', 1],
    [' -2.5 ', -2.5],
    ['+.5', 0.5],
    ['3.', 3],
    ['1e3', 1000],
    ['1.5E-2', 0.015],
  ])('%j is the number %d', (cell, value) => {
    expect(parseNumber(cell)).toBe(value);
  });

  test.each(['0x10', '1,5', '1 000', 'Infinity', '1e999', '.', '-', '1e', '12px', '', '１'])(
    '%j is no number',
    (cell) => {
      expect(parseNumber(cell)).toBeNull();
    },
  );

  test('categories are sorted by value where all are numbers, else by code unit', () => {
    expect(sortCategories(['10', '9', '2'])).toEqual(['2', '9', '10']);
    expect(sortCategories(['b', '10', 'B', 'a'])).toEqual(['10', 'B', 'a', 'b']);
  });
});

describe('summaries', () => {
  test('a number with its statistics, missing cells left out', () => {
    const [a] = summaries('a,b\n1,x\nNA,x\n3,y\n,x\n5,x\n');
    expect(a).toMatchObject({ name: 'a', type: 'integer', missing: 2, distinct: 3 });
    expect(a!.statistics).toEqual({ min: 1, max: 5, mean: 3, deviation: Math.sqrt(8 / 3) });
  });

  test('one other word makes a category; its values are counted, most frequent first', () => {
    const [, b] = summaries('a,b\n1,2\n1,x\n1, x\n1,?\n');
    expect(b).toEqual({
      name: 'b',
      type: 'category',
      missing: 1,
      distinct: 2,
      values: [
        { value: 'x', count: 2 },
        { value: '2', count: 1 },
      ],
    });
  });

  test('numbers with few values list them, those with many do not', () => {
    const many = Array.from({ length: 101 }, (_, i) => `${i},${i % 2}`).join('\n');
    const [a, b] = summaries(`a,b\n${many}\n`);
    expect(a!.values).toBeUndefined();
    expect(b!.values).toEqual([
      { value: '0', count: 51 },
      { value: '1', count: 50 },
    ]);
  });

  test('equal numbers written differently are one value', () => {
    expect(summaries('a,b\n1,0\n1.0,0\n1e0,0\n')[0]!.distinct).toBe(1);
  });

  test('a column with nothing in it is a category without values', () => {
    expect(summaries('a,b\n1,\n2,NA\n')[1]).toEqual({
      name: 'b',
      type: 'category',
      missing: 2,
      distinct: 0,
      values: [],
    });
  });

  test('columns named like parts of an object', () => {
    expect(
      summaries('__proto__,constructor\n1,__proto__\n2,toString\n').map(({ name, distinct }) => [
        name,
        distinct,
      ]),
    ).toEqual([
      ['__proto__', 2],
      ['constructor', 2],
    ]);
  });
});

describe('the guessed data set', () => {
  test('the last category is the target, numbers are scaled features', () => {
    expect(guess('a,kind,b\n1,x,2\n2,y,3\n').columns).toEqual([
      { name: 'a', role: 'feature', type: 'integer', scaling: 'standard' },
      { name: 'kind', role: 'target', type: 'category', categories: ['x', 'y'] },
      { name: 'b', role: 'feature', type: 'integer', scaling: 'standard' },
    ]);
  });

  test('without a category the last column is the target, in its own units where they are near 0', () => {
    expect(guess('a,b\n1,150.5\n2,80\n').columns[1]).toMatchObject({ type: 'number', scaling: 'standard' });
    expect(guess('a,b\n1,0.5\n2,0.75\n').columns[1]).toEqual({
      name: 'b',
      role: 'target',
      type: 'number',
      scaling: 'none',
    });
  });

  test('a column called species is the target wherever it stands', () => {
    expect(roles('species,sex,mass\nA,m,1\nB,f,2\n')).toEqual(['target', 'feature', 'feature']);
  });

  test('texts that differ in nearly every row are ignored', () => {
    const people = Array.from({ length: 20 }, (_, i) => `person ${i},${i},${i % 2 ? 'yes' : 'no'}`).join(
      '\n',
    );
    expect(roles(`name,age,answer\n${people}\n`)).toEqual(['ignore', 'feature', 'target']);
  });

  test('a column with nothing in it is ignored', () => {
    expect(roles('a,empty,b\n1,,2\n2,NA,3\n')).toEqual(['feature', 'ignore', 'target']);
  });

  test('defaults of the split are filled in', () => {
    expect(guess('a,b\n1,2\n')).toMatchObject({
      source: { kind: 'csv', path: 'data.csv' },
      missing: 'drop',
      split: { validation: 0.2, test: 0, stratify: false },
    });
  });

  test('digits can be made categories, in the order of their values', () => {
    const [digit] = summaries('digit,b\n10,1\n9,1\n9,2\n0,1\n');
    expect(columnSpec(digit!, 'category', 'target')).toEqual({
      name: 'digit',
      role: 'target',
      type: 'category',
      categories: ['0', '9', '10'],
    });
  });

  test('whole numbers that come up often are classes as a target, and stay numbers as a feature', () => {
    const lines = Array.from({ length: 60 }, (_, row) => `${row % 4},${row / 7},${row % 3}`).join('\n');
    const columns = guess(`floor,x,label\n${lines}\n`).columns;
    expect(columns.map(({ role, type }) => [role, type])).toEqual([
      ['feature', 'integer'],
      ['feature', 'number'],
      ['target', 'category'],
    ]);
    expect(columns[2]).toMatchObject({ categories: ['0', '1', '2'] });
    const few = lines.split('\n').slice(0, 9).join('\n');
    expect(guess(`floor,x,label\n${few}\n`).columns[2]).toMatchObject({ role: 'target', type: 'integer' });
  });

  test('dates are features by the time that has passed, yes and no is a target like a category', () => {
    const { columns, split } = guess('when,paid,sum\n2024-01-01,yes,1.5\n2024-01-05,no,2\n');
    expect(columns).toEqual([
      { name: 'when', role: 'feature', type: 'date', parts: ['elapsed'], scaling: 'standard' },
      { name: 'paid', role: 'target', type: 'boolean' },
      { name: 'sum', role: 'feature', type: 'number', scaling: 'standard' },
    ]);
    expect(split.stratify).toBe(true);
  });

  test('a label in front of as many pixels as a square has is the target', () => {
    const rows = Array.from({ length: 30 }, (_, row) => [
      row % 3,
      ...Array.from({ length: 64 }, (_, i) => row * i),
    ]);
    const header = rows[0]!.map((_, index) => `column ${index + 1}`);
    const { columns, images } = guess([header, ...rows].map((row) => row.join(',')).join('\n'));
    expect(columns[0]).toMatchObject({ role: 'target', type: 'category' });
    expect(images).toEqual([{ name: 'image', first: 'column 2', width: 8, height: 8 }]);
  });
});

describe('types of columns', () => {
  const typeOf = (...cells: string[]) =>
    summaries(`a,b\n${cells.map((cell) => `${cell},1`).join('\n')}\n`)[0]!.type;

  test.each([
    ['integer', ['1', '-2', '', '3.0']],
    ['number', ['1', '2.5']],
    ['boolean', ['yes', 'No', 'TRUE', 'NA']],
    ['date', ['2024-01-01', '2024/02/29 12:30']],
    ['category', ['a', 'b', 'a']],
    ['category', ['007', '008']],
    ['category', ['12345678901234567890']],
    ['category', ['2024-01-01', 'soon']],
    ['text', Array.from({ length: 30 }, (_, i) => `note ${i}`)],
  ] as const)('%s', (type, cells) => {
    expect(typeOf(...cells)).toBe(type);
  });

  test('typed columns keep their kind; dates and booleans list their values as text', () => {
    const values = Float64Array.of(0, 86_400_000, Number.NaN, 0);
    const [date, flag] = summariseColumns({
      rowCount: 4,
      columns: [
        { name: 'd', kind: 'date', values },
        { name: 'f', kind: 'boolean', values: Float64Array.of(0, 1, 1, Number.NaN) },
      ],
    });
    expect(date).toMatchObject({
      type: 'date',
      missing: 1,
      distinct: 2,
      statistics: { min: 0, max: 86_400_000 },
    });
    expect(date!.values).toEqual([
      { value: '1970-01-01', count: 2 },
      { value: '1970-01-02', count: 1 },
    ]);
    expect(flag!.values).toEqual([
      { value: 'true', count: 2 },
      { value: 'false', count: 1 },
    ]);
  });

  test('numbers have a histogram of all rows that hold one', () => {
    const [a] = summaries('a,b\n0,1\n1,1\n,1\n24,1\n');
    expect(a!.histogram).toHaveLength(24);
    expect(a!.histogram!.flatMap((count, bin) => (count > 0 ? [bin, count] : []))).toEqual([0, 2, 23, 1]);
  });
});
