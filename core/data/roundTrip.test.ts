import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasetOf, prepared, tableOf } from '../testing/datasets';
import { parseDate } from './cells';
import { decodeOutputs } from './decode';
import { scalings } from './schema';
import { cellText, type TableColumn, textColumn } from './table';

/** What is encoded as a target is decoded to what stood in the file, whatever the preparation and the split. */

const regression = { link: 'identity', task: 'regression' } as const;
const scaling = fc.constantFrom(...scalings);
const several = { minLength: 3, maxLength: 40 };

function decodedOf(column: TableColumn, spec: object, seed: number) {
  const rows = column.kind === 'text' ? column.codes.length : column.values.length;
  const table = tableOf({ x: Array.from({ length: rows }, (_, row) => row), c: column });
  const columns = [
    { name: 'x', type: 'number', role: 'feature' },
    { name: 'c', role: 'target', ...spec },
  ];
  const { matrices, encoders, tableRows } = prepared({ table, dataset: datasetOf(columns), seed });
  const matrix = matrices.get('y')!;
  expect(tableRows).toHaveLength(rows);
  expect(matrix.values.every(Number.isFinite)).toBe(true);
  return decodeOutputs(regression, [encoders.find(({ name }) => name === 'c')!], matrix);
}

function numberColumn(kind: 'number' | 'boolean' | 'date', values: readonly number[]): TableColumn {
  return { name: 'c', kind, values: Float64Array.from(values) };
}

describe('encoding and decoding', () => {
  it('gives numbers back within a few units of the last place of the largest', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), several);
    fc.assert(
      fc.property(values, scaling, fc.nat(), (values, scaling, seed) => {
        const decoded = decodedOf(numberColumn('number', values), { type: 'number', scaling }, seed);
        const size = Math.max(1, ...values.map(Math.abs));
        values.forEach((value, row) => {
          expect(Math.abs(decoded.values[row]! - value)).toBeLessThan(1e-9 * size);
          expect(Number(decoded.decoded[row])).toBe(decoded.values[row]);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('gives whole numbers back exactly, once rounded', () => {
    const values = fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 }), several);
    fc.assert(
      fc.property(values, scaling, fc.nat(), (values, scaling, seed) => {
        const decoded = decodedOf(numberColumn('number', values), { type: 'integer', scaling }, seed);
        expect(Array.from(decoded.values, (value) => Math.round(value) + 0)).toEqual(
          values.map((value) => value + 0),
        );
      }),
    );
  });

  it('gives yes and no back, read as words or typed', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), several), fc.nat(), (values, seed) => {
        const words = values.map(String);
        expect(decodedOf(textColumn('c', words), { type: 'boolean' }, seed).decoded).toEqual(words);
        const typed = numberColumn('boolean', values.map(Number));
        expect(decodedOf(typed, { type: 'boolean' }, seed).decoded).toEqual(words);
      }),
    );
  });

  it('gives categories back by their labels, one-hot and ordinal, in any order', () => {
    const names = ['x', 'y z', '"', '__proto__', 'constructor', '😀', '1.5', 'a,b\nc'];
    const order = fc.shuffledSubarray(names, { minLength: names.length });
    const cells = fc.array(fc.constantFrom(...names), several);
    fc.assert(
      fc.property(
        cells,
        order,
        scaling,
        fc.boolean(),
        fc.nat(),
        (cells, categories, scaling, labelled, seed) => {
          const labels = categories.map((_, index) => `label ${index}`);
          const labelOf = (cell: string) => (labelled ? labels[categories.indexOf(cell)]! : cell);
          for (const encoding of ['oneHot', 'ordinal']) {
            const spec = { type: 'category', categories, encoding, scaling, ...(labelled ? { labels } : {}) };
            expect(decodedOf(textColumn('c', cells), spec, seed).decoded).toEqual(cells.map(labelOf));
          }
        },
      ),
    );
  });

  it('gives dates back to the millisecond where their elapsed time is among the parts', () => {
    const [first, last] = [Date.UTC(1700, 0, 1), Date.UTC(2300, 0, 1)];
    const parts = fc
      .subarray(['timeOfDay', 'dayOfWeek', 'dayOfMonth', 'dayOfYear'])
      .map((others) => ['elapsed', ...others]);
    const dates = fc.array(fc.integer({ min: first, max: last }), several);
    fc.assert(
      fc.property(dates, parts, scaling, fc.nat(), (dates, parts, scaling, seed) => {
        const column = numberColumn('date', dates);
        const { decoded } = decodedOf(column, { type: 'date', parts, scaling }, seed);
        expect(decoded).toEqual(dates.map((_, row) => cellText(column, row)));
        expect(decoded.map(parseDate)).toEqual(dates);
      }),
    );
  });

  it('gives a date that no calendar reaches no text', () => {
    const column = {
      name: 'c',
      type: 'date',
      parts: ['elapsed'],
      scaling: 'none',
      offset: 0,
      scale: 1,
    } as const;
    const outputs = { rows: 2, columns: 1, values: Float64Array.of(1e12, Number.NaN) };
    expect(decodeOutputs(regression, [{ ...column, parts: ['elapsed'] }], outputs).decoded).toEqual(['', '']);
  });

  it('reads columns by hostile names', () => {
    const names = ['__proto__', 'constructor', '', 'a"b', 'a\nb', '😀', 'toString'];
    const columns = names.map((name, index) => ({
      ...numberColumn('number', [index, 10 + index, 20 + index]),
      name,
    }));
    const specs = names.map((name, index) => ({
      name,
      type: 'number',
      role: index === 0 ? 'target' : 'feature',
    }));
    const { matrices, encoders } = prepared({
      table: { columns, rowCount: 3 },
      dataset: datasetOf(specs, { validation: 0 }),
    });
    expect([...matrices.get('in')!.values.subarray(0, 6)]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...matrices.get('y')!.values]).toEqual([0, 10, 20]);
    expect(encoders.map(({ name }) => name)).toEqual(names);
  });
});
