import { describe, expect, it } from 'vitest';
import { describeChanges } from './changes';
import type { Fingerprint } from './source';

const before: Fingerprint = {
  bytes: 1000,
  rows: 150,
  sha256: 'a',
  columns: [
    { name: 'x', type: 'number' },
    { name: 'y', type: 'category' },
  ],
};
const changed = (fields: Partial<Fingerprint>) =>
  describeChanges(before, { ...before, sha256: 'b', ...fields });

describe('what changed in a file', () => {
  it('is nothing where its bytes are the same', () => {
    expect(describeChanges(before, before)).toEqual([]);
  });

  it('is said in a sentence each', () => {
    const columns = [
      { name: 'x', type: 'text' },
      { name: 'z "new"', type: 'date' },
    ];
    expect(changed({ rows: 1180, columns })).toEqual([
      'There are 1,180 rows now; there were 150.',
      'There is a new column "z "new"".',
      'The column "y" is gone.',
      'The column "x" was a number and is text now.',
    ]);
  });

  it('is only the contents, or the order', () => {
    expect(changed({})).toEqual(['The columns and the number of rows are the same, the contents are not.']);
    expect(changed({ columns: before.columns.toReversed() })).toEqual([
      'The columns stand in another order.',
    ]);
  });

  it('is cut short where it is much', () => {
    const columns = Array.from({ length: 20 }, (_, i) => ({ name: `c${i}`, type: 'number' }));
    const sentences = changed({ columns });
    expect(sentences).toHaveLength(8);
    expect(sentences[5]).toBe('15 more columns are new.');
  });

  it('takes columns named like parts of an object for what they are', () => {
    const columns = [...before.columns, { name: '__proto__', type: 'number' }];
    expect(changed({ columns })).toEqual(['There is a new column "__proto__".']);
  });
});
