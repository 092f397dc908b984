import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasetOf, inputAndTarget, prepared, tableOf } from '../testing/datasets';
import { storedTable } from '../testing/storedTable';
import { selectRows } from './prepare';
import { type RowUse, rowUses } from './query';
import { rowParts } from './split';
import { standingsOf, storedStandings } from './standings';

const nan = Number.NaN;
const target = { name: 'y', type: 'number', role: 'target' };
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('the preview of the split', () => {
  const feature = { name: 'a', type: 'number', role: 'feature' };
  const label = { name: 'k', type: 'category', role: 'target', categories: ['p', 'q'], labels: ['P', 'Q'] };

  it('counts rows and classes as training will have them', () => {
    const k = Array.from({ length: 50 }, (_, row) => (row % 5 === 0 ? 'q' : 'p'));
    const table = tableOf({ a: k.map((_, row) => (row === 7 ? nan : row)), k });
    const dataset = datasetOf([feature, label], { validation: 0.2, test: 0.2, oversample: true });
    const split = standingsOf(table, inputAndTarget, dataset, 1).split;
    const { parts, drawn } = prepared({ table, dataset });
    expect(split.rows).toEqual({
      train: parts.train.length,
      validation: parts.validation.length,
      test: parts.test.length,
      dropped: 1,
    });
    expect(split.classes.map(({ label, rows }) => [label, sum(Object.values(rows))])).toEqual([
      ['P', 39],
      ['Q', 10],
    ]);
    expect(split.classes[0]!.drawn).toBe(split.classes[1]!.drawn);
    expect(split.classes[0]!.drawn + split.classes[1]!.drawn).toBe(drawn!.length);
    const plain = standingsOf(
      table,
      inputAndTarget,
      datasetOf([feature, label], { validation: 0.2 }),
      1,
    ).split;
    for (const { rows, drawn } of plain.classes) expect(drawn).toBe(rows.train);
  });

  it('has no classes for numbers, and nothing but dropped rows where nothing can be used', () => {
    const table = tableOf({ a: [1, 2], y: [1, 2] });
    expect(standingsOf(table, inputAndTarget, datasetOf([feature, target]), 1).split.classes).toEqual([]);
    const none = standingsOf(
      tableOf({ a: [nan, nan], y: [1, 2] }),
      inputAndTarget,
      datasetOf([feature, target]),
      1,
    );
    expect(none.split.rows).toEqual({ train: 0, validation: 0, test: 0, dropped: 2 });
  });
});

describe('the standings of rows', () => {
  const cell = fc.oneof(
    { weight: 6, arbitrary: fc.double({ min: -9, max: 9, noNaN: true }) },
    { weight: 1, arbitrary: fc.constantFrom(nan, Number.POSITIVE_INFINITY) },
  );
  const row = fc.record({ a: cell, b: cell, w: cell, k: fc.constantFrom('p', 'q', '', 'other') });
  const splits = fc.constantFrom(
    { validation: 0.25, test: 0.25 },
    { validation: 0.3, stratify: true },
    { validation: 0.3, method: 'order', column: 'b' },
    { method: 'column', column: 'k', parts: { p: 'train', q: 'validation' } },
  );
  const columns = [
    { name: 'a', type: 'number', role: 'feature' },
    { name: 'b', type: 'number', role: 'feature', missing: 'mean' },
    { name: 'w', type: 'number', role: 'weight' },
    { name: 'k', type: 'category', role: 'target', categories: ['p', 'q'] },
  ];

  it('are those of training, and the same block by block', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 60 }), splits, async (rows, split) => {
        const table = tableOf({
          a: rows.map(({ a }) => a),
          b: rows.map(({ b }) => b),
          w: rows.map(({ w }) => w),
          k: rows.map(({ k }) => k),
        });
        const dataset = datasetOf(columns, split);
        const found = standingsOf(table, inputAndTarget, dataset, 3);
        const all = rows.map((_, place) => found.standingOf(place));
        for (const use of rowUses)
          expect(all.filter((each) => each.use === use)).toHaveLength(found.split.rows[use]);
        const selected = selectRows({ table, graph: inputAndTarget, dataset, seed: 3 });
        if (selected.ok) {
          const { tableRows, parts, droppedBy } = selected.rows;
          const uses = rows.map((): RowUse => 'dropped');
          for (const part of rowParts) for (const place of parts[part]) uses[tableRows[place]!] = part;
          expect(all.map(({ use }) => use)).toEqual(uses);
          for (const { column, rows: count } of droppedBy)
            expect(all.filter(({ reason }) => reason?.startsWith(`"${column}"`))).toHaveLength(count);
        } else {
          expect(all.every(({ use, reason }) => use === 'dropped' && reason !== undefined)).toBe(true);
        }
        const stored = await storedStandings({
          table: storedTable(table),
          graph: inputAndTarget,
          dataset,
          seed: 3,
          blockRows: 7,
          breathe: async () => {},
        });
        expect(stored.split).toEqual(found.split);
        expect(rows.map((_, place) => stored.standingOf(place))).toEqual(all);
      }),
    );
  });

  it('say what a row lacks: the first column that keeps it out', () => {
    const table = tableOf({
      a: [1, nan, Number.POSITIVE_INFINITY, 1, 1, nan],
      b: [1, 1, 1, 1, nan, 1],
      w: [1, 1, 1, -2, 1, -1],
      k: ['p', 'p', 'p', 'p', 'p', 'q'],
    });
    const found = standingsOf(table, inputAndTarget, datasetOf(columns, { validation: 0 }), 1);
    const reasons = Array.from({ length: 6 }, (_, place) => found.standingOf(place).reason ?? 'none');
    expect(reasons).toEqual([
      'none',
      '"a" is missing',
      '"a" cannot be read',
      '"w" is less than 0',
      'none',
      '"a" is missing',
    ]);
  });
});
