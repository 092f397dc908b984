import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowsInUse } from './rowsInUse';

const counts = (total: number, dropped: number) => ({ train: total, validation: 0, test: 0, dropped });

describe('RowsInUse', () => {
  it('is the table itself where nothing was dropped', () => {
    const rows = new RowsInUse(counts(3, 0), null);
    expect([0, 1, 2].map((row) => rows.tableRow(row))).toEqual([0, 1, 2]);
    expect(rows.rowAt(2)).toBe(2);
    expect(rows.rowAt(3)).toBeNull();
    expect(rows.nearest(99)).toBe(2);
  });

  it('goes from rows in use to rows of the table and back', () => {
    const tableRows = fc.uniqueArray(fc.nat(500), { minLength: 1 }).map((rows) => rows.sort((a, b) => a - b));
    fc.assert(
      fc.property(tableRows, fc.nat(600), (list, wanted) => {
        const rows = new RowsInUse(counts(list.length, 501 - list.length), Uint32Array.from(list));
        list.forEach((tableRow, index) => {
          expect(rows.tableRow(index)).toBe(tableRow);
          expect(rows.rowAt(tableRow)).toBe(index);
        });
        expect(rows.rowAt(wanted) === null).toBe(!list.includes(wanted));
        const distance = Math.abs(rows.tableRow(rows.nearest(wanted)) - wanted);
        expect(distance).toBe(Math.min(...list.map((tableRow) => Math.abs(tableRow - wanted))));
      }),
    );
  });
});
