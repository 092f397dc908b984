import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  columnAt,
  columnEdges,
  scrolledHeight,
  scrollToColumn,
  scrollToRow,
  visibleColumns,
  visibleRows,
} from './geometry';

const layouts = fc.record({
  rowHeight: fc.constantFrom(24, 36),
  count: fc.integer({ min: 1, max: 5_000_000 }),
  viewHeight: fc.integer({ min: 40, max: 1200 }),
});

describe('rows', () => {
  it('are all reachable: scrolling to a row brings it into view', () => {
    fc.assert(
      fc.property(layouts, fc.nat(), (layout, any) => {
        const row = any % layout.count;
        const { first, last, top } = visibleRows(scrollToRow(row, 0, layout), layout);
        expect(row).toBeGreaterThanOrEqual(first);
        expect(row).toBeLessThanOrEqual(last);
        expect(Number.isFinite(top)).toBe(true);
      }),
    );
  });

  it('stay where they are while scrolling a table of a million', () => {
    const layout = { rowHeight: 12, count: 1_000_000, viewHeight: 200 };
    expect(scrolledHeight(layout)).toBe(12_000_000);
    const { first, top } = visibleRows(600_000, layout);
    expect(top).toBe(first * 12);
  });

  it('end with the last one at the end of the bar', () => {
    const layout = { rowHeight: 24, count: 5_000_000, viewHeight: 240 };
    const end = scrolledHeight(layout) - layout.viewHeight;
    expect(visibleRows(end, layout).last).toBe(layout.count - 1);
    expect(scrollToRow(layout.count - 1, 0, layout)).toBeCloseTo(end, 3);
  });

  it('there are none in an empty table', () => {
    const { first, last } = visibleRows(0, { rowHeight: 24, count: 0, viewHeight: 200 });
    expect(last).toBeLessThan(first);
  });
});

describe('columns', () => {
  const edges = columnEdges([100, 200, 50], 60);

  it('lie one after another behind the row numbers', () => {
    expect([...edges]).toEqual([60, 160, 360, 410]);
    expect([0, 60, 159, 160, 400, 9999].map((x) => columnAt(edges, x))).toEqual([0, 0, 0, 1, 2, 2]);
  });

  it('come into view', () => {
    expect(visibleColumns(0, 200, edges)).toEqual([0, 1]);
    expect(visibleColumns(210, 200, edges)).toEqual([1, 2]);
    expect(scrollToColumn(2, 0, 200, edges)).toBe(210);
    expect(scrollToColumn(0, 210, 200, edges)).toBe(0);
    expect(scrollToColumn(1, 0, 400, edges)).toBe(0);
  });
});
