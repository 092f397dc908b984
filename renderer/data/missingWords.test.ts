import { describe, expect, it } from 'vitest';
import type { ColumnSummary } from '../../core/data/summary';
import { likelyMissing } from './missingWords';

const column = (name: string, counts: Record<string, number>, type: ColumnSummary['type'] = 'category') => ({
  name,
  type,
  missing: 0,
  distinct: Object.keys(counts).length,
  values: Object.entries(counts).map(([value, count]) => ({ value, count })),
});

describe('likelyMissing', () => {
  it('finds the point among the sexes of the penguins', () => {
    expect(likelyMissing([column('sex', { MALE: 168, FEMALE: 165, '.': 1 })], 344)).toEqual([
      { word: '.', cells: 1, columns: ['sex'] },
    ]);
  });

  it('adds up a word over the columns it stands in, the most frequent first', () => {
    const columns = [
      column('a', { '7': 5, '8': 4, '-': 2 }, 'text'),
      column('b', { x: 6, '-': 3, Unknown: 1 }),
    ];
    expect(likelyMissing(columns, 11)).toEqual([
      { word: '-', cells: 5, columns: ['a', 'b'] },
      { word: 'Unknown', cells: 1, columns: ['b'] },
    ]);
  });

  it.each([
    ['signs that are the categories', column('test', { '+': 5, '-': 6 })],
    ['many signs, which mean something', column('relation', { '<': 2, '=': 2, '>': 2, like: 5 })],
    ['a value most rows have', column('note', { '-': 9, late: 2 })],
    ['numbers, which cannot hold a word', column('n', { '1': 3 }, 'integer')],
  ])('leaves alone %s', (_, summary) => {
    expect(likelyMissing([summary], 11)).toEqual([]);
  });
});
