import { describe, expect, it } from 'vitest';
import type { Answer } from '../engine/engineClient';
import { pageSize, RowPages } from './rowPages';

type Rows = Answer<{ type: 'rows'; requestId: number; first: number; rows: string[][] }>;

/** A table whose row n holds `n`; counts the questions. */
function table(fail = false) {
  const asked: number[] = [];
  const readRows = async (_dataId: string, first: number, count: number): Promise<Rows> => {
    asked.push(first);
    if (fail) return { ok: false, problem: { code: 'x', message: 'Gone.' } };
    const rows = Array.from({ length: count }, (_, offset) => [String(first + offset)]);
    return { ok: true, value: { type: 'rows', requestId: 1, first, rows } };
  };
  return { asked, readRows };
}

const changes = (count: number) => {
  let left = count;
  let done = () => {};
  const all = new Promise<void>((resolve) => {
    done = resolve;
  });
  return { all, changed: () => --left === 0 && done() };
};

describe('RowPages', () => {
  it('asks for each page once, and gives the rows of those that have come', async () => {
    const source = table();
    const { all, changed } = changes(2);
    const pages = new RowPages(source, 'd', changed);
    pages.need(pageSize - 3, pageSize + 3);
    pages.need(pageSize - 3, pageSize + 3);
    expect(pages.row(0)).toBeUndefined();
    await all;
    expect(source.asked).toEqual([0, pageSize]);
    expect(pages.row(pageSize + 1)).toEqual([String(pageSize + 1)]);
    expect(pages.row(2 * pageSize)).toBeUndefined();
  });

  it('says why rows did not come, and asks again', async () => {
    const source = table(true);
    const first = changes(1);
    const pages = new RowPages(source, 'd', first.changed);
    pages.need(0, 5);
    await first.all;
    expect(pages.problem?.message).toBe('Gone.');
    pages.need(0, 5);
    expect(source.asked).toEqual([0, 0]);
  });
});
