import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasetOf, prepared, problemOf, specOf, tableOf } from '../testing/datasets';
import { fitColumn, fittedEarlier } from './encode';
import { encodeCell } from './encodeMatrix';
import { quantile } from './scaling';
import { scalings } from './schema';
import type { TableColumn } from './table';

const nan = Number.NaN;
const measured = (column: object, ...values: number[]) =>
  fitColumn(specOf({ name: 'c', ...column }), Float64Array.from(values));

describe('quantiles', () => {
  it('are those of NumPy to the last bit', () => {
    // numpy.quantile([0.1, 0.7, 1.3, 2.9, 4.1, 9.7], q), NumPy 2.4
    const sorted = [0.1, 0.7, 1.3, 2.9, 4.1, 9.7];
    const shares = [0, 0.1, 0.25, 0.3, 0.5, 0.75, 0.9, 1];
    const expected = [0.1, 0.39999999999999997, 0.85, 1, 2.1, 3.8, 6.8999999999999995, 9.7];
    expect(shares.map((share) => quantile(sorted, share))).toEqual(expected);
    expect(quantile([3.3], 0.25)).toBe(3.3);
  });
});

describe('scalings', () => {
  it.each([
    ['none', [0, 1], [1, 2, 6]],
    ['standard', [3, Math.sqrt(14 / 3)], [-2, -1, 3].map((each) => each / Math.sqrt(14 / 3))],
    ['minMax', [1, 5], [0, 0.2, 1]],
    ['robust', [2, 2.5], [-0.4, 0, 1.6]],
    ['maximum', [0, 6], [1 / 6, 1 / 3, 1]],
    ['log1p', [0, 1], [Math.log(2), Math.log(3), Math.log(7)]],
  ] as const)('%s', (scaling, [offset, scale], encoded) => {
    const fitted = measured({ type: 'number', scaling }, 1, 2, 6);
    expect(fitted).toMatchObject({ type: 'number', scaling, offset });
    expect(fitted.type === 'number' && fitted.scale).toBeCloseTo(scale, 14);
    [1, 2, 6].forEach((value, index) => {
      expect(encodeCell(fitted, value)[0]).toBeCloseTo(encoded[index]!, 14);
    });
  });

  it('divide negative numbers by the largest distance from 0, and take the logarithm on both sides of it', () => {
    expect(measured({ type: 'number', scaling: 'maximum' }, -8, 2)).toMatchObject({ scale: 8 });
    expect(encodeCell(measured({ type: 'number', scaling: 'log1p' }), -1)).toEqual([-Math.log(2)]);
  });

  it('leave a constant column at 0, though 0.1 three times is not 0.3', () => {
    for (const scaling of ['standard', 'minMax', 'robust'] as const) {
      const fitted = measured({ type: 'number', scaling }, 0.1, 0.1, 0.1);
      expect(fitted).toMatchObject({ offset: 0.1, scale: 1 });
      expect(encodeCell(fitted, 0.1)).toEqual([0]);
    }
  });

  it('never divide by so little that another row would become infinite', () => {
    for (const scaling of ['minMax', 'maximum'] as const) {
      const fitted = measured({ type: 'number', scaling }, 0, 5e-324);
      expect(fitted).toMatchObject({ offset: 0, scale: 1 });
      expect(encodeCell(fitted, -1e6)).toEqual([-1e6]);
    }
  });
});

describe('dates', () => {
  const at = (text: string) => Date.parse(text);
  const partOf = (part: string, text: string) =>
    encodeCell(measured({ type: 'date', parts: [part], scaling: 'none' }), at(text)).map(
      (each) => Math.round(each * 1e12) / 1e12 + 0,
    );

  it('count days since 1970', () => {
    expect(partOf('elapsed', '1970-01-02T12:00Z')).toEqual([1.5]);
    expect(partOf('elapsed', '1969-12-31T00:00Z')).toEqual([-1]);
  });

  it('stand on circles by sine and cosine', () => {
    expect(partOf('timeOfDay', '2024-05-01T06:00Z')).toEqual([1, 0]);
    expect(partOf('timeOfDay', '1960-05-01T18:00Z')).toEqual([-1, 0]);
    expect(partOf('dayOfWeek', '2024-01-01T00:00Z')).toEqual([0, 1]);
    expect(partOf('dayOfMonth', '2023-02-15T00:00Z')).toEqual([0, -1]);
    expect(partOf('dayOfYear', '2023-07-02T12:00Z')).toEqual([0, -1]);
    expect(partOf('dayOfYear', '0050-01-01T00:00Z')).toEqual([0, 1]);
  });
});

describe('missing cells', () => {
  const categories = ['a', 'b', 'c'];
  it.each([
    ['number', { type: 'number' }, [1, 2, 2, 9, nan], { mean: 3.5, median: 2, mode: 2 }],
    ['integer', { type: 'integer' }, [1, 2, 2, 9, nan], { mean: 3.5, median: 2, mode: 2 }],
    ['boolean', { type: 'boolean' }, [1, 1, 0, nan], { mean: 1, median: 1, mode: 1 }],
    ['category', { type: 'category', categories }, [2, 2, 0, nan], { mean: 2, median: 2, mode: 2 }],
    ['date', { type: 'date' }, [0, 1000, 1000, 2000, nan], { mean: 1000, median: 1000, mode: 1000 }],
  ] as const)('of a %s are filled by what its training rows hold', (_, column, values, expected) => {
    for (const rule of ['mean', 'median', 'mode'] as const)
      expect(measured({ ...column, missing: rule }, ...values)).toMatchObject({
        fill: expected[rule],
        fillRule: rule,
      });
    expect(measured(column, ...values)).not.toHaveProperty('fill');
    expect(measured({ ...column, missing: 'drop' }, ...values)).not.toHaveProperty('fill');
  });

  it.each([
    ['number', { type: 'number' }, '-2.5', -2.5],
    ['integer', { type: 'integer' }, '3', 3],
    ['boolean', { type: 'boolean' }, 'yes', 1],
    ['category', { type: 'category', categories }, 'c', 2],
    ['date', { type: 'date' }, '1970-01-02', 86_400_000],
  ] as const)('of a %s are filled by a constant', (_, column, constant, fill) => {
    expect(measured({ ...column, missing: 'constant', constant }, 0, 1)).toMatchObject({ fill });
  });

  it('of equally frequent values take the smallest', () => {
    expect(measured({ type: 'number', missing: 'mode' }, 5, 3, 3, 5)).toMatchObject({ fill: 3 });
  });

  it('count as the values that stand in for them when the scaling is measured', () => {
    expect(
      measured({ type: 'number', scaling: 'minMax', missing: 'constant', constant: '-4' }, 1, nan),
    ).toMatchObject({
      offset: -4,
      scale: 5,
    });
  });

  it('have an indicator as last number', () => {
    const number = measured({ type: 'number', missing: 'mean', indicator: true }, 1, 3);
    expect([encodeCell(number, 1), encodeCell(number, nan)]).toEqual([
      [1, 0],
      [2, 1],
    ]);
    const category = measured({ type: 'category', categories, missing: 'mode', indicator: true }, 1);
    expect([encodeCell(category, 0), encodeCell(category, nan)]).toEqual([
      [1, 0, 0, 0],
      [0, 1, 0, 1],
    ]);
  });

  const column = (rule: object) => ({ name: 'a', type: 'number', role: 'feature', ...rule });
  const table = tableOf({ a: [1, nan, 3, nan], y: [1, 2, 3, 4] });
  const dataset = (rule: object) =>
    datasetOf([column(rule), { name: 'y', type: 'number', role: 'target' }], { validation: 0 });

  it('drop their row or not, by the rule', () => {
    expect(prepared({ table, dataset: dataset({}) })).toMatchObject({
      dropped: 2,
      droppedBy: [{ column: 'a', rows: 2 }],
    });
    const filled = prepared({ table, dataset: dataset({ missing: 'mean' }) });
    expect([...filled.matrices.get('in')!.values]).toEqual([1, 2, 3, 2]);
    expect(filled.dropped).toBe(0);
  });

  it('refuse a constant that means nothing in its column, rather than train on it', () => {
    const problem = problemOf({ table, dataset: dataset({ missing: 'constant', constant: 'oops' }) });
    expect(problem).toMatchObject({ code: 'data.constant' });
    expect(problem.message).toMatch(/^"oops" is to stand in for empty cells of column "a", but/);
  });

  it('of a target drop their row, whatever its rule', () => {
    const target = { name: 'y', type: 'number', role: 'target', missing: 'mean', indicator: true };
    const data = prepared({
      table: tableOf({ a: [1, 2, 3], y: [1, nan, 3] }),
      dataset: datasetOf([column({}), target], { validation: 0 }),
    });
    expect([...data.matrices.get('y')!.values]).toEqual([1, 3]);
  });
});

describe('what was fitted earlier', () => {
  it('is used while its rule is the same, with the labels of now', () => {
    const number = specOf({ name: 'c', type: 'number', missing: 'mean' });
    const known = fitColumn(number, Float64Array.of(4));
    expect(fittedEarlier(number, [known])).toEqual(known);
    expect(fittedEarlier(specOf({ name: 'c', type: 'number', missing: 'median' }), [known])).toBeUndefined();
    const category = { name: 'c', type: 'category', categories: ['a', 'b'] };
    const fitted = fitColumn(specOf({ ...category, labels: ['old', 'b'] }), new Float64Array());
    expect(fittedEarlier(specOf({ ...category, labels: ['new', 'b'] }), [fitted])).toMatchObject({
      labels: ['new', 'b'],
    });
    expect(fittedEarlier(specOf(category), [fitted])).not.toHaveProperty('labels');
  });
});

describe('fitting', () => {
  it('looks at the training part alone: whatever else the other rows hold, nothing measured changes', () => {
    const cell = fc.oneof(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.constant(nan));
    const rule = fc.constantFrom('mean', 'median', 'mode');
    const property = fc.property(
      fc.array(cell, { minLength: 10, maxLength: 60 }),
      fc.array(cell, { minLength: 60, maxLength: 60 }),
      fc.constantFrom(...scalings),
      rule,
      fc.nat(),
      (cells, others, scaling, missing, seed) => {
        const columns = [
          { name: 'a', type: 'number', role: 'feature', scaling, missing },
          { name: 'd', type: 'date', role: 'feature', scaling, missing },
          { name: 'y', type: 'number', role: 'target' },
        ];
        const dataset = datasetOf(columns, { validation: 0.3, test: 0.2 });
        const of = (values: readonly number[]) => {
          const d: TableColumn = {
            name: 'd',
            kind: 'date',
            values: Float64Array.from(values, (each) => each * 1e9),
          };
          const table = tableOf({ a: [...values], d, y: values.map((_, row) => row) });
          return prepared({ table, dataset, seed });
        };
        const before = of(cells);
        const isTraining = new Set(before.parts.train);
        const after = of(cells.map((value, row) => (isTraining.has(row) ? value : others[row]!)));
        expect(after.encoders).toEqual(before.encoders);
        const width = before.matrices.get('in')!.columns;
        for (const row of isTraining) {
          const rowOf = (data: typeof before) => [
            ...data.matrices.get('in')!.values.subarray(row * width, (row + 1) * width),
          ];
          expect(rowOf(after)).toEqual(rowOf(before));
        }
      },
    );
    fc.assert(property, { numRuns: 150 });
  });
});
