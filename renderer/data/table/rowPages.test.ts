import { describe, expect, it } from 'vitest';
import type { RowPage, RowQuery } from '../../../core/data/query';
import type { Answer } from '../../engine/engineClient';
import { blockColumns, blockRows, RowPages } from './rowPages';

/** A table whose cell holds `row:column`; its rows are the even ones of the file. Notes what is asked. */
function table(total: number, fail = false) {
  const asked: RowQuery[] = [];
  const waiting: (() => void)[] = [];
  const queryRows = async (_dataId: string, query: RowQuery): Promise<Answer<RowPage>> => {
    asked.push(query);
    await new Promise<void>((resolve) => waiting.push(resolve));
    if (fail) return { ok: false, problem: { code: 'x', message: 'Gone.' } };
    const count = Math.max(0, Math.min(query.count, total - query.first));
    const numbers = Array.from({ length: count }, (_, offset) => query.first + offset);
    const rows = numbers.map((row) => query.columns!.map((column) => `${row}:${column}`));
    const page = { first: query.first, rowNumbers: numbers.map((row) => 2 * row), rows, total };
    return { ok: true, value: page };
  };
  /** Lets the questions under way be answered, and those that follow from them. */
  const answer = async () => {
    while (waiting.length > 0) {
      for (const go of waiting.splice(0)) go();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { asked, queryRows, answer };
}

const all = (rows: [number, number], columns: [number, number]) => [{ rows, columns }];

describe('RowPages', () => {
  it('asks for each block once, and gives the cells of those that have come', async () => {
    const source = table(1000);
    const pages = new RowPages(source, 'd', 3, {}, () => {});
    pages.need(all([blockRows - 3, blockRows + 3], [0, 2]));
    pages.need(all([blockRows - 3, blockRows + 3], [0, 2]));
    expect(pages.cell(0, 0)).toBeUndefined();
    await source.answer();
    expect(source.asked.map(({ first }) => first)).toEqual([0, blockRows]);
    expect(pages.cell(blockRows + 1, 2)).toBe(`${blockRows + 1}:2`);
    expect(pages.rowNumber(blockRows + 1, 0)).toBe(2 * (blockRows + 1));
    expect(pages.total).toBe(1000);
    expect(pages.cell(2 * blockRows, 0)).toBeUndefined();
  });

  it('asks for the columns in view alone where there are many', async () => {
    const source = table(10);
    const pages = new RowPages(source, 'd', 5000, {}, () => {});
    pages.need(all([0, 9], [4990, 4999]));
    await source.answer();
    const [first, second] = source.asked;
    expect(first?.columns?.length).toBe(blockColumns);
    expect(second?.columns?.at(-1)).toBe(4999);
    expect(source.asked).toHaveLength(2);
    expect(pages.cell(3, 4995)).toBe('3:4995');
    expect(pages.cell(3, 0)).toBeUndefined();
  });

  it('never asks for what was only scrolled past', async () => {
    const source = table(1_000_000);
    const pages = new RowPages(source, 'd', 3, {}, () => {});
    for (let row = 0; row < 100_000; row += 1000) pages.need(all([row, row + 10], [0, 2]));
    await source.answer();
    expect(source.asked.map(({ first }) => first)).toEqual([0, 1000, 99_000]);
  });

  it('passes the query on', async () => {
    const source = table(10);
    const query = { sort: { column: 'x', descending: true }, search: 'a' };
    const pages = new RowPages(source, 'd', 3, query, () => {});
    pages.need(all([0, 5], [0, 2]));
    await source.answer();
    expect(source.asked[0]).toMatchObject(query);
  });

  it('learns how many rows there are though none is in view yet', async () => {
    const source = table(0);
    const pages = new RowPages(source, 'd', 3, {}, () => {});
    pages.need([]);
    await source.answer();
    expect(pages.total).toBe(0);
  });

  it('says why rows did not come, and asks again', async () => {
    const source = table(10, true);
    const pages = new RowPages(source, 'd', 3, {}, () => {});
    pages.need(all([0, 5], [0, 2]));
    await source.answer();
    expect(pages.problem?.message).toBe('Gone.');
    pages.need(all([0, 5], [0, 2]));
    expect(source.asked.map(({ first }) => first)).toEqual([0, 0]);
  });
});
