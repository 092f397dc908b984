import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasetOf, inputAndTarget, prepared, tableOf } from '../testing/datasets';
import { distributionOf } from './histogram';
import { previewColumn } from './preview';
import type { Table } from './table';

const nan = Number.NaN;
const target = { name: 'y', type: 'number', role: 'target' };
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function preview(table: Table, columns: object[], name: string, split: object = { validation: 0 }) {
  return previewColumn(table, inputAndTarget, datasetOf(columns, split), 1, name);
}

describe('a histogram', () => {
  it('puts every value into the bin whose borders hold it, the lower bin where it is one', () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 30 }), (values, bins) => {
        const { min, max, counts } = distributionOf(Float64Array.of(...values, nan, Infinity), bins);
        expect([min, max]).toEqual([Math.min(...values), Math.max(...values)]);
        expect(sum(counts)).toBe(values.length);
        const span = max - min;
        if (!(span > 0 && Number.isFinite(span))) return;
        const above = (bin: number) => (bin === bins ? max : min + (span * bin) / bins);
        counts.forEach((count, bin) => {
          const inside = values.filter(
            (value) => value <= above(bin + 1) && (bin === 0 || value > above(bin)),
          );
          expect(count).toBe(inside.length);
        });
      }),
    );
  });

  it('of whole numbers counts those on a border below it', () => {
    expect(distributionOf(Float64Array.of(0, 1, 2, 3, 4), 4).counts).toEqual([2, 1, 1, 1]);
    expect(distributionOf(Float64Array.of(7, 7), 3)).toEqual({ min: 7, max: 7, counts: [2, 0, 0] });
  });

  it('of nothing is empty', () => {
    expect(distributionOf(Float64Array.of(nan), 3)).toEqual({ min: nan, max: nan, counts: [0, 0, 0] });
  });
});

describe('the preview of a column', () => {
  it('shows what is measured, what is missing and what becomes of some cells', () => {
    const table = tableOf({ a: ['1', '', '3', 'oops', '5'], y: [1, 2, 3, 4, 5] });
    const column = { name: 'a', type: 'number', role: 'feature', scaling: 'minMax' };
    const dropping = preview(table, [column, target], 'a');
    expect(dropping).toMatchObject({
      column: 'a',
      fitted: { offset: 1, scale: 4 },
      missing: 1,
      unreadable: 1,
      dropped: 2,
      before: { min: 1, max: 5 },
    });
    expect(dropping.examples).toEqual([
      { cell: '1', encoded: [0] },
      { cell: '3', encoded: [0.5] },
      { cell: '5', encoded: [1] },
      { cell: '', encoded: [] },
      { cell: 'oops', encoded: [] },
    ]);
    const filling = preview(table, [{ ...column, missing: 'mean', indicator: true }, target], 'a');
    expect(filling.examples[3]).toEqual({ cell: '', encoded: [0.5, 1] });
    expect(filling.dropped).toBe(1);
    expect(filling.after.map(({ name, distribution }) => [name, distribution.min, distribution.max])).toEqual(
      [
        [null, 0, 1],
        ['missing', 0, 1],
      ],
    );
    expect(sum(filling.after[0]!.distribution.counts)).toBe(4);
  });

  it('measures on the rows that training measures on', () => {
    const rows = fc.array(
      fc.tuple(
        fc.oneof(fc.double({ min: -9, max: 9, noNaN: true }), fc.constant(nan)),
        fc.constantFrom(1, 2, nan),
      ),
      { minLength: 12, maxLength: 50 },
    );
    fc.assert(
      fc.property(rows, fc.nat(), fc.constantFrom('mean', 'drop'), (rows, seed, missing) => {
        const table = tableOf({
          a: rows.map(([a]) => a),
          b: rows.map(([, b]) => b),
          y: rows.map((_, row) => row),
        });
        fc.pre(rows.filter(([a, b]) => !Number.isNaN(a) && !Number.isNaN(b)).length > 4);
        const columns = [
          { name: 'a', type: 'number', role: 'feature', scaling: 'standard', missing },
          { name: 'b', type: 'number', role: 'feature', scaling: 'standard' },
          target,
        ];
        const dataset = datasetOf(columns, { validation: 0.3 });
        const { encoders } = prepared({ table, dataset, seed });
        for (const index of [0, 1, 2])
          expect(previewColumn(table, inputAndTarget, dataset, seed, columns[index]!.name).fitted).toEqual(
            encoders[index],
          );
      }),
    );
  });

  it('is still one where the other columns are not there, or cannot be prepared', () => {
    const column = { name: 'a', type: 'number', role: 'feature', scaling: 'minMax' };
    const other = { name: 'b', type: 'number', role: 'feature', missing: 'constant', constant: 'oops' };
    const columns = [column, other, target, { name: 'when', type: 'date', role: 'ignore' }];
    const split = { method: 'order', column: 'when', validation: 0.5 };
    const alone = preview(tableOf({ a: [1, 2, 3, 9] }), columns, 'a', split);
    expect(alone.fitted).toMatchObject({ scaling: 'minMax' });
    const refused = preview(tableOf({ a: [1, 2, 3, 9], b: [1, nan, 3, 4], y: [1, 2, 3, 4] }), columns, 'a');
    expect(refused.fitted).toMatchObject({ offset: 1, scale: 8 });
  });

  it('counts categories one by one, with their labels', () => {
    const table = tableOf({ c: ['x', 'z', 'z', 'x', 'z', 'w', ''], y: [1, 2, 3, 4, 5, 6, 7] });
    const column = {
      name: 'c',
      type: 'category',
      role: 'feature',
      categories: ['x', 'y', 'z'],
      labels: ['X', '', 'Z'],
      missing: 'mode',
    };
    const { before, after, missing, unreadable } = preview(table, [column, target], 'c');
    expect(before).toEqual({ min: 0, max: 2, counts: [2, 0, 3] });
    expect([missing, unreadable]).toEqual([1, 1]);
    expect(after.map(({ name }) => name)).toEqual(['X', 'y', 'Z']);
    // The missing cell counts as z.
    expect(after.map(({ distribution }) => [distribution.counts[0], distribution.counts.at(-1)])).toEqual([
      [4, 2],
      [6, 0],
      [2, 4],
    ]);
    const ordinal = preview(table, [{ ...column, encoding: 'ordinal' }, target], 'c');
    expect(ordinal.after).toHaveLength(1);
    expect(ordinal.after[0]!.distribution).toMatchObject({ min: 0, max: 2 });
  });

  it('lays out the parts of a date, and shows that text becomes nothing', () => {
    const when = { name: 'when', kind: 'date' as const, values: Float64Array.of(0, 86_400_000, nan) };
    const table = tableOf({ when, note: ['a', 'b', 'c'], y: [1, 2, 3] });
    const columns = [
      { name: 'when', type: 'date', role: 'feature', parts: ['elapsed', 'dayOfWeek'], scaling: 'none' },
      { name: 'note', type: 'text', role: 'ignore' },
      target,
    ];
    const date = preview(table, columns, 'when');
    expect(date.after.map(({ name }) => name)).toEqual([
      'days since 1970',
      'sin day of week',
      'cos day of week',
    ]);
    expect(date.examples[1]).toMatchObject({ cell: '1970-01-02' });
    expect(date.examples[1]!.encoded[0]).toBe(1);
    expect(preview(table, columns, 'note')).toMatchObject({ after: [], unreadable: 3 });
  });

  it('of weights drops what is less than 0, and what is missing', () => {
    const table = tableOf({ a: [1, 2, 3], w: [-1, nan, 2], y: [1, 2, 3] });
    const columns = [
      { name: 'a', type: 'number', role: 'feature' },
      { name: 'w', type: 'number', role: 'weight' },
    ];
    expect(preview(table, [...columns, target], 'w').dropped).toBe(2);
  });

  it('of a target drops what is missing, whatever stands in its rule', () => {
    const table = tableOf({ y: [1, nan, 3] });
    expect(preview(table, [{ ...target, missing: 'mean' }], 'y').dropped).toBe(1);
  });
});
