import { describe, expect, it } from 'vitest';
import { filterText } from './filterText';
import { moveFocus } from './moveFocus';
import { TableView } from './tableView';

describe('TableView', () => {
  it('sorts upwards, downwards and not at all', () => {
    const view = new TableView();
    const sorts = Array.from({ length: 3 }, () => {
      view.toggleSort('x');
      return view.query.sort;
    });
    expect(sorts).toEqual([{ column: 'x', descending: false }, { column: 'x', descending: true }, undefined]);
    view.toggleSort('x');
    view.toggleSort('y');
    expect(view.query.sort).toEqual({ column: 'y', descending: false });
  });

  it('holds one filter for each column and a search, and forgets them together', () => {
    const view = new TableView();
    view.setFilter('x', { is: 'missing', column: 'x' });
    view.setFilter('x', { is: 'present', column: 'x' });
    view.setSearch('  a ');
    view.setUse('validation');
    expect(view.query).toEqual({ filters: [{ is: 'present', column: 'x' }], search: 'a' });
    expect(view.isNarrowed).toBe(true);
    view.clear();
    expect(view.query).toEqual({});
    expect(view.isNarrowed).toBe(false);
    view.setUse('dropped');
    expect(view.isNarrowed).toBe(true);
  });
});

describe('moveFocus', () => {
  const size = { rows: 100, columns: 5, page: 10 };
  const press = (key: string, ctrlKey = false) =>
    moveFocus({ row: 50, column: 2 }, { key, ctrlKey, metaKey: false }, size);

  it('goes by cells, pages and ends, and stays in the table', () => {
    expect(press('ArrowDown')).toEqual({ row: 51, column: 2 });
    expect(press('PageUp')).toEqual({ row: 40, column: 2 });
    expect(press('End')).toEqual({ row: 50, column: 4 });
    expect(press('End', true)).toEqual({ row: 99, column: 4 });
    expect(press('Home', true)).toEqual({ row: 0, column: 0 });
    expect(press('ArrowUp', true)).toEqual({ row: 0, column: 2 });
    expect(press('a')).toBeNull();
    const corner = { row: 0, column: 0 };
    expect(moveFocus(corner, { key: 'ArrowLeft', ctrlKey: false, metaKey: false }, size)).toEqual(corner);
  });
});

describe('filterText', () => {
  it('says what a filter keeps', () => {
    const between = { is: 'between', column: 'x', from: -1, to: null } as const;
    expect(filterText(between, 'number')).toBe('x from −1');
    expect(filterText({ ...between, from: 0, to: 86_400_000 }, 'date')).toBe(
      'x from 1970-01-01 to 1970-01-02',
    );
    expect(filterText({ is: 'oneOf', column: 'x', values: ['a', 'b'] }, 'category')).toBe('x is a or b');
    expect(filterText({ is: 'oneOf', column: 'x', values: ['a', 'b', 'c'] }, 'category')).toBe(
      'x is one of 3',
    );
  });
});
