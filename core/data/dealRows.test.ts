import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasetOf, prepared, problemOf, tableOf } from '../testing/datasets';
import { rowParts } from './split';
import type { TableColumn } from './table';

const nan = Number.NaN;
const feature = { name: 'a', type: 'number', role: 'feature' };
const target = { name: 'y', type: 'number', role: 'target' };
const count = (rows: number) => Array.from({ length: rows }, (_, row) => row);
type Data = ReturnType<typeof prepared>;
/** Rows of the table by part. */
const rowsOf = ({ parts, tableRows }: Data) =>
  Object.fromEntries(rowParts.map((part) => [part, [...parts[part]].map((row) => tableRows[row]!)]));

describe('the split by order', () => {
  const order = { method: 'order', validation: 0.2, test: 0.2 };

  it('holds out the last rows, those for testing at the very end', () => {
    const data = prepared({
      table: tableOf({ a: count(10), y: count(10) }),
      dataset: datasetOf([feature, target], order),
    });
    expect(rowsOf(data)).toEqual({ train: [0, 1, 2, 3, 4, 5], validation: [6, 7], test: [8, 9] });
  });

  it('by a column holds out the latest, ties by row, and drops rows without a date', () => {
    const day = 86_400_000;
    const when: TableColumn = {
      name: 'when',
      kind: 'date',
      values: Float64Array.of(5, 1, 4, 4, nan, 2, 4).map((value) => value * day),
    };
    const columns = [feature, target, { name: 'when', type: 'date', role: 'ignore' }];
    const table = tableOf({ a: count(7), y: count(7), when });
    const data = prepared({
      table,
      dataset: datasetOf(columns, { method: 'order', column: 'when', validation: 0.5 }),
    });
    expect(rowsOf(data)).toEqual({ train: [1, 2, 5], validation: [0, 3, 6], test: [] });
    expect(data.droppedBy).toEqual([{ column: 'when', rows: 1 }]);
    expect(data.encoders.map(({ name }) => name)).toEqual(['a', 'y']);
  });

  it('never trains on a row after one that is held out', () => {
    const keys = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 4, maxLength: 60 });
    const share = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(keys, share, share, (keys, validation, test) => {
        const table = tableOf({ a: count(keys.length), y: count(keys.length), k: keys });
        const columns = [feature, target, { name: 'k', type: 'integer', role: 'ignore' }];
        const split = { method: 'order', column: 'k', validation: validation / 100, test: test / 100 };
        const {
          train,
          validation: held,
          test: last,
        } = rowsOf(prepared({ table, dataset: datasetOf(columns, split) }));
        const inOrder = [train, held, last].flatMap((rows) =>
          [...rows!].sort((a, b) => keys[a]! - keys[b]! || a - b),
        );
        expect(inOrder).toEqual(count(keys.length).sort((a, b) => keys[a]! - keys[b]! || a - b));
        expect(Math.abs(held!.length - (keys.length * validation) / 100)).toBeLessThan(1);
      }),
    );
  });

  it('sorts texts by code unit, and by value where all are numbers', () => {
    const split = { method: 'order', column: 'k', validation: 0.5 };
    const columns = [feature, target, { name: 'k', type: 'text', role: 'ignore' }];
    const held = (k: string[]) =>
      rowsOf(
        prepared({
          table: tableOf({ a: count(k.length), y: count(k.length), k }),
          dataset: datasetOf(columns, split),
        }),
      ).validation;
    expect(held(['b', 'a'])).toEqual([0]);
    expect(held(['10', '9'])).toEqual([0]);
    expect(held(['10', '9a'])).toEqual([1]);
    expect(held(['10', '9', 'NA'])).toEqual([0]);
  });

  it('finds the same parts when predicting, rows without a target among them', () => {
    const y = count(20).map((row) => (row % 6 === 5 ? nan : row));
    const columns = [feature, target, { name: 'k', type: 'number', role: 'ignore' }];
    const input = {
      table: tableOf({ a: count(20), y, k: count(20).map((row) => (row * 7) % 20) }),
      dataset: datasetOf(columns, { ...order, column: 'k' }),
    };
    const training = rowsOf(prepared(input));
    const predicting = rowsOf(prepared({ ...input, targets: 'optional' }));
    expect(predicting.train).toEqual(training.train);
    expect(predicting.validation).toEqual(training.validation);
    expect(predicting.test).toEqual([...training.test!, 5, 11, 17].sort((a, b) => a - b));
  });
});

describe('the split by the values of a column', () => {
  const columns = [feature, target, { name: 'set', type: 'category', role: 'ignore', categories: [] }];
  const parts = { held: 'validation', last: 'test' };

  it('deals rows out by value; what is not listed or missing is for training', () => {
    const set = ['first', 'held', 'last', ' held ', '', 'other'];
    const data = prepared({
      table: tableOf({ a: count(6), y: count(6), set }),
      dataset: datasetOf(columns, { method: 'column', column: 'set', parts }),
    });
    expect(rowsOf(data)).toEqual({ train: [0, 4, 5], validation: [1, 3], test: [2] });
    expect(data.dropped).toBe(0);
  });

  it('takes numbers by value, and a missing cell where the empty text is listed', () => {
    const data = prepared({
      table: tableOf({ a: count(4), y: count(4), set: [1, 2, nan, 3] }),
      dataset: datasetOf(columns, {
        method: 'column',
        column: 'set',
        parts: { '2.0': 'validation', '': 'test' },
      }),
    });
    expect(rowsOf(data)).toEqual({ train: [0, 3], validation: [1], test: [2] });
  });

  it('says what is wrong', () => {
    const table = tableOf({ a: [1], y: [1], set: ['held'] });
    const by = (split: object) =>
      problemOf({ table, dataset: datasetOf(columns, { method: 'column', ...split }) });
    expect(by({ column: 'set', parts }).message).toBe(
      'No row is left to train on: the column "set" sends each of 1 usable row to validation or test.',
    );
    expect(by({}).message).toBe('The split goes by the values of a column, but no column is chosen.');
    expect(by({ column: 'sets' }).message).toBe(
      'The split goes by the column "sets", but the data set has no column of that name.',
    );
    const dataset = datasetOf(columns, { method: 'column', column: 'set', parts });
    expect(problemOf({ table: tableOf({ a: [1], y: [1] }), dataset })).toMatchObject({ code: 'data.column' });
    const unlike = prepared({ table: tableOf({ a: [1] }), dataset, targets: 'optional' });
    expect([...unlike.parts.test]).toEqual([0]);
  });
});

describe('the rows of an epoch', () => {
  const weight = { name: 'w', type: 'number', role: 'weight' };

  it('go by the weight, which no node reads and nothing encodes; bad weights drop their row', () => {
    const data = prepared({
      table: tableOf({ a: count(6), y: count(6), w: [1, 0, 3, nan, -1, 4] }),
      dataset: datasetOf([feature, target, weight], { validation: 0 }),
    });
    expect([...data.tableRows]).toEqual([0, 1, 2, 5]);
    expect(data.droppedBy).toEqual([{ column: 'w', rows: 2 }]);
    // A weight of 8 in 4 rows: half, none, one and a half, and two.
    const counts = [0, 1, 2, 3].map((row) => data.drawn!.filter((drawn) => drawn === row).length);
    expect([counts[1], counts[3]]).toEqual([0, 2]);
    expect(counts[0]! + counts[2]!).toBe(2);
    expect(data.encoders.map(({ name }) => name)).toEqual(['a', 'y']);
    expect([...data.matrices.keys()]).toEqual(['in', 'y']);
  });

  it('are the training rows once where nothing weighs', () => {
    const input = { table: tableOf({ a: count(9), y: count(9) }), dataset: datasetOf([feature, target]) };
    expect(prepared(input).drawn).toBeNull();
  });

  it('are made equal by oversampling, within the training part', () => {
    const y = count(50).map((row) => (row % 5 === 0 ? 'rare' : 'often'));
    const label = { name: 'y', type: 'category', role: 'target', categories: ['often', 'rare'] };
    const dataset = datasetOf([feature, label], { validation: 0.2, oversample: true });
    const { drawn, parts } = prepared({ table: tableOf({ a: count(50), y }), dataset });
    const of = (kind: string) => [...drawn!].filter((row) => y[row] === kind);
    expect([of('often').length, of('rare').length]).toEqual([32, 32]);
    expect([...drawn!].every((row) => parts.train.includes(row))).toBe(true);
    expect(new Set(drawn)).toEqual(new Set(parts.train));
  });

  it('tell yes from no like classes, for oversampling and for stratifying', () => {
    const y = count(40).map((row) => (row % 10 === 0 ? 'yes' : 'no'));
    const dataset = datasetOf([feature, { name: 'y', type: 'boolean', role: 'target' }], {
      validation: 0.5,
      oversample: true,
    });
    const { drawn, parts } = prepared({ table: tableOf({ a: count(40), y }), dataset });
    expect([...parts.validation].filter((row) => y[row] === 'yes')).toHaveLength(2);
    expect([...drawn!].filter((row) => y[row] === 'yes')).toHaveLength(18);
  });

  it('are refused where no weight is above 0, or the weight is no number', () => {
    const table = tableOf({ a: [1, 2], y: [1, 2], w: [0, 0] });
    const dataset = datasetOf([feature, target, weight], { validation: 0 });
    expect(problemOf({ table, dataset }).message).toBe(
      'The weight in column "w" is 0 in all 2 training rows, so none of them would come up.',
    );
    expect(prepared({ table, dataset, targets: 'optional' }).drawn).toBeNull();
    const date = datasetOf([feature, target, { ...weight, type: 'date' }]);
    expect(problemOf({ table, dataset: date })).toMatchObject({ code: 'data.weight' });
    const negative = tableOf({ a: [1, 2], y: [1, 2], w: [-1, -2] });
    expect(problemOf({ table: negative, dataset }).message).toMatch(
      /in the first of them holds -1, which is less than 0/,
    );
  });
});
