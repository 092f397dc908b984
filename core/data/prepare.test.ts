import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Graph } from '../graph/schema';
import { decodeOutputs } from './decode';
import { type PrepareInput, prepareData } from './prepare';
import { type ColumnSpec, type DatasetSpec, datasetSchema } from './schema';
import { rowParts } from './split';
import { type Table, textColumn } from './table';

const position = { x: 0, y: 0 };
const graph: Graph = {
  nodes: [
    { id: 'in', kind: 'input', position, columns: [] },
    { id: 'y', kind: 'target', position, columns: [] },
  ],
  edges: [],
};

function tableOf(columns: Record<string, readonly (string | number)[]>): Table {
  const entries = Object.entries(columns);
  return {
    columns: entries.map(([name, values]) => textColumn(name, values.map(String))),
    rowCount: entries[0]![1].length,
  };
}

function datasetOf(columns: ColumnSpec[], split: Partial<DatasetSpec['split']> = {}): DatasetSpec {
  return datasetSchema.parse({ source: { kind: 'csv', path: 'data.csv' }, columns, split });
}

const number = (name: string, role: 'feature' | 'target', scaling: 'standard' | 'none' = 'none') =>
  ({ name, role, type: 'number', scaling }) as const;
const category = (name: string, role: 'feature' | 'target', categories: string[]) =>
  ({ name, role, type: 'category', categories }) as const;

function prepare(input: Omit<PrepareInput, 'graph' | 'seed'> & Partial<PrepareInput>) {
  const prepared = prepareData({ graph, seed: 1, ...input });
  if (!prepared.ok) throw new Error(prepared.problem.message);
  return prepared.data;
}

function refused(input: Omit<PrepareInput, 'graph' | 'seed'> & Partial<PrepareInput>) {
  const prepared = prepareData({ graph, seed: 1, ...input });
  if (prepared.ok) throw new Error('was prepared');
  return prepared.problem;
}

describe('encoding', () => {
  test('numbers as they are, categories one-hot in their order, side by side', () => {
    const { matrices, encoders } = prepare({
      table: tableOf({ a: [1, 2], c: ['y', 'x'], t: [5, 6] }),
      dataset: datasetOf([
        number('a', 'feature'),
        category('c', 'feature', ['x', 'y', 'z']),
        number('t', 'target'),
      ]),
    });
    expect(matrices.get('in')).toEqual({
      rows: 2,
      columns: 4,
      values: Float64Array.of(1, 0, 1, 0, 2, 1, 0, 0),
    });
    expect(matrices.get('y')).toEqual({ rows: 2, columns: 1, values: Float64Array.of(5, 6) });
    expect(encoders.map((encoder) => encoder.name)).toEqual(['a', 'c', 't']);
  });

  test('the scaling is fitted on the training part alone', () => {
    const values = Array.from({ length: 50 }, (_, i) => i * i);
    const { parts, encoders, matrices } = prepare({
      table: tableOf({ a: values, t: values }),
      dataset: datasetOf([number('a', 'feature', 'standard'), number('t', 'target')], {
        validation: 0.3,
        test: 0.1,
      }),
    });
    const training = [...parts.train].map((row) => values[row]!);
    const mean = training.reduce((sum, value) => sum + value, 0) / training.length;
    const deviation = Math.sqrt(
      training.reduce((sum, value) => sum + (value - mean) ** 2, 0) / training.length,
    );
    expect(encoders[0]).toEqual({
      name: 'a',
      type: 'number',
      scaling: 'standard',
      offset: mean,
      scale: deviation,
    });
    expect(matrices.get('in')!.values[7]).toBe((49 - mean) / deviation);
  });

  test('a constant column is scaled to zeros', () => {
    const { matrices, encoders } = prepare({
      table: tableOf({ a: [7, 7, 7], t: [1, 2, 3] }),
      dataset: datasetOf([number('a', 'feature', 'standard'), number('t', 'target')], { validation: 0 }),
    });
    expect(encoders[0]).toMatchObject({ offset: 7, scale: 1 });
    expect([...matrices.get('in')!.values]).toEqual([0, 0, 0]);
  });

  test('columns fitted earlier are used as they are, unless the column has changed since', () => {
    const table = tableOf({ a: [1, 2], c: ['x', 'y'], t: [1, 2] });
    const dataset = datasetOf([
      number('a', 'feature', 'standard'),
      category('c', 'feature', ['x', 'y']),
      number('t', 'target'),
    ]);
    const a = { name: 'a', type: 'number', scaling: 'standard', offset: 10, scale: 2 } as const;
    const c = { name: 'c', type: 'category', categories: ['y', 'x'] } as const;
    const { encoders } = prepare({ table, dataset, encoders: [a, { ...c, categories: [...c.categories] }] });
    expect(encoders[0]).toEqual(a);
    expect(encoders[1]).toMatchObject({ categories: ['x', 'y'] });
  });

  test('columns named like parts of an object', () => {
    const table: Table = {
      rowCount: 2,
      columns: [textColumn('__proto__', ['1', '2']), textColumn('constructor', ['__proto__', 'toString'])],
    };
    const { matrices } = prepare({
      table,
      dataset: datasetOf([
        number('__proto__', 'feature'),
        category('constructor', 'target', ['__proto__', 'toString']),
      ]),
    });
    expect([...matrices.get('in')!.values]).toEqual([1, 2]);
    expect([...matrices.get('y')!.values]).toEqual([1, 0, 0, 1]);
  });

  test('a node that names its columns reads those, in its order', () => {
    const nodes = [{ ...graph.nodes[0]!, columns: ['b', 'a'] }, graph.nodes[1]!];
    const { matrices } = prepare({
      graph: { nodes, edges: [] },
      table: tableOf({ a: [1, 2], b: [3, 4], t: [5, 6] }),
      dataset: datasetOf([number('a', 'feature'), number('b', 'feature'), number('t', 'target')]),
    });
    expect([...matrices.get('in')!.values]).toEqual([3, 1, 4, 2]);
  });

  test('what was encoded is decoded to what stood in the file', () => {
    const labels = ['x', 'y z', '"', '__proto__'];
    const row = fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constantFrom(...labels));
    fc.assert(
      fc.property(fc.array(row, { minLength: 3, maxLength: 30 }), fc.nat(), (rows, seed) => {
        const table = tableOf({ n: rows.map(([n]) => n), c: rows.map(([, c]) => c) });
        const dataset = datasetOf([number('n', 'target', 'standard'), category('c', 'target', labels)], {
          validation: 0.2,
        });
        const { matrices, encoders } = prepare({ table, dataset, seed });
        const head = { link: 'identity', task: 'regression' } as const;
        const { decoded, values, outputNames } = decodeOutputs(head, encoders, matrices.get('y')!);
        expect(outputNames).toEqual(['n', 'c: x', 'c: y z', 'c: "', 'c: __proto__']);
        rows.forEach(([n, c], index) => {
          expect(Math.abs(values[index * 5]! - n)).toBeLessThan(
            1e-9 * Math.max(1, ...rows.map(([n]) => Math.abs(n))),
          );
          expect(decoded[index]!.endsWith(`, ${c}`)).toBe(true);
        });
      }),
    );
  });
});

describe('rows', () => {
  test('with an empty, unreadable or unknown cell in a column in use are dropped and counted', () => {
    const { tableRows, dropped, droppedBy, matrices } = prepare({
      table: tableOf({
        a: [1, 'NA', 3, 'oops', 5],
        c: ['x', 'x', 'other', 'x', 'y'],
        unused: ['', '', '', '', ''],
      }),
      dataset: datasetOf([number('a', 'feature'), category('c', 'target', ['x', 'y'])], { validation: 0 }),
    });
    expect([...tableRows]).toEqual([0, 4]);
    expect(dropped).toBe(3);
    expect(droppedBy).toEqual([
      { column: 'a', rows: 2 },
      { column: 'c', rows: 1 },
    ]);
    expect([...matrices.get('in')!.values]).toEqual([1, 5]);
  });

  test('are split the same for one seed, and stratified over a single category', () => {
    const kinds = Array.from({ length: 60 }, (_, i) => (i < 50 ? 'often' : 'rare'));
    const input = {
      table: tableOf({ a: kinds.map((_, i) => i), c: kinds }),
      dataset: datasetOf([number('a', 'feature'), category('c', 'target', ['often', 'rare'])], {
        validation: 0.2,
      }),
    };
    const { parts } = prepare(input);
    expect(parts).toEqual(prepare(input).parts);
    expect([...parts.validation].filter((row) => kinds[row] === 'rare')).toHaveLength(2);
    expect(rowParts.map((part) => parts[part].length)).toEqual([48, 12, 0]);
  });

  test('for predicting, the target may be unknown or its column absent', () => {
    const dataset = datasetOf([number('a', 'feature'), category('c', 'target', ['x', 'y'])]);
    const unknown = prepare({ table: tableOf({ a: [1, 2], c: ['x', ''] }), dataset, targets: 'optional' });
    expect([...unknown.tableRows]).toEqual([0, 1]);
    expect([...unknown.matrices.get('y')!.values]).toEqual([1, 0, Number.NaN, Number.NaN]);
    const absent = prepare({ table: tableOf({ a: [1, 2] }), dataset, targets: 'optional' });
    expect([...absent.matrices.get('in')!.values]).toEqual([1, 2]);
  });
});

test('predicting finds the rows of training in the same parts, whatever rows without a target come between', () => {
  const kinds = Array.from({ length: 40 }, (_, i) => (i % 7 === 0 ? '?' : i % 2 ? 'x' : 'y'));
  const input = {
    table: tableOf({ a: kinds.map((_, i) => i), c: kinds }),
    dataset: datasetOf([number('a', 'feature', 'standard'), category('c', 'target', ['x', 'y'])], {
      validation: 0.2,
      test: 0.1,
    }),
  };
  const training = prepare(input);
  const predicting = prepare({ ...input, targets: 'optional' });
  const rowsOf = ({ parts, tableRows }: typeof training, part: 'train' | 'validation' | 'test') =>
    [...parts[part]].map((row) => tableRows[row]!);
  expect(rowsOf(predicting, 'train')).toEqual(rowsOf(training, 'train'));
  expect(rowsOf(predicting, 'validation')).toEqual(rowsOf(training, 'validation'));
  expect(rowsOf(predicting, 'test').filter((row) => kinds[row] !== '?')).toEqual(rowsOf(training, 'test'));
  expect(predicting.encoders).toEqual(training.encoders);
  expect(predicting.tableRows).toHaveLength(40);
});

test('a single row can be predicted with columns fitted earlier, but not without', () => {
  const dataset = datasetOf([number('a', 'feature', 'standard'), number('t', 'target')]);
  const encoders = prepare({ table: tableOf({ a: [1, 2, 3, 6], t: [1, 2, 3, 4] }), dataset }).encoders;
  const { matrices } = prepare({ table: tableOf({ a: [3] }), dataset, encoders, targets: 'optional' });
  const a = encoders[0]!;
  expect(a.type === 'number' && a.offset + matrices.get('in')!.values[0]! * a.scale).toBeCloseTo(3, 12);
  expect(refused({ table: tableOf({ a: [3] }), dataset, targets: 'optional' }).code).toBe('data.unfitted');
});

describe('refusals', () => {
  const dataset = datasetOf([number('a', 'feature'), category('c', 'target', ['x', 'y'])]);

  test('a column that the file does not have', () => {
    expect(refused({ table: tableOf({ a: [1], species: ['x'] }), dataset })).toMatchObject({
      code: 'data.column',
      message: 'The project reads the column "c", but the file "data.csv" has no column of that name.',
      hint: 'It has "a", "species".',
    });
  });

  test('a column that a node names and the data set does not have', () => {
    const nodes = [{ ...graph.nodes[0]!, name: 'Features', columns: ['a', 'b'] }, graph.nodes[1]!];
    const problem = refused({ graph: { nodes, edges: [] }, table: tableOf({ a: [1], c: ['x'] }), dataset });
    expect(problem.message).toBe(
      '"Features" reads the column "b", but the data set has no column of that name.',
    );
  });

  test('no row left: how many, and for which column most', () => {
    const table = tableOf({ a: [1, '', 'two', 'three'], c: ['z', 'x', 'x', 'x'] });
    expect(refused({ table, dataset })).toMatchObject({
      code: 'data.noRows',
      message:
        'No row is left to use: all 4 rows were dropped, 3 of them for column "a", which in the first of them is empty.',
    });
  });

  test('nothing left to train on', () => {
    const table = tableOf({ a: [1, 2], c: ['x', 'y'] });
    const split = { validation: 0.6, test: 0.6, stratify: true };
    expect(refused({ table, dataset: { ...dataset, split } }).message).toBe(
      'No row is left to train on: of 2 usable rows, 60 % go to validation and 60 % to test.',
    );
    const one = tableOf({ a: [1], c: ['x'] });
    expect(refused({ table: one, dataset: { ...dataset, split: { ...split, test: 0 } } }).code).toBe(
      'data.split',
    );
  });
});
