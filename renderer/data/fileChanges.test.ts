import { describe, expect, it } from 'vitest';
import { type DatasetSpec, datasetSchema } from '../../core/data/schema';
import type { DataSummary } from '../../core/protocol';
import { acceptChanges, hasChanged } from './fileChanges';
import { sourceKey } from './sourceKey';

const fingerprint = (sha256: string) => ({ bytes: 1, rows: 2, sha256, columns: [] });
const source = { kind: 'csv' as const, path: '/x.csv', fingerprint: fingerprint('old') };
const dataset: DatasetSpec = datasetSchema.parse({
  source,
  columns: [
    { name: 'a', type: 'number', role: 'feature', scaling: 'robust' },
    { name: 'gone', type: 'number', role: 'feature' },
    { name: 'c', type: 'category', role: 'target', categories: ['x'], labels: ['ex'] },
  ],
  images: [{ name: 'image', first: 'gone', width: 1, height: 1 }],
});
const summary: DataSummary = {
  dataId: 'd',
  fileName: 'x.csv',
  path: '/x.csv',
  bytes: 1,
  rowCount: 2,
  source: { ...source, fingerprint: fingerprint('new') },
  columns: [
    { name: 'a', type: 'number', missing: 0, distinct: 2 },
    { name: 'new', type: 'integer', missing: 0, distinct: 2 },
    {
      name: 'c',
      type: 'category',
      missing: 0,
      distinct: 2,
      values: [
        { value: 'x', count: 1 },
        { value: 'y', count: 1 },
      ],
    },
  ],
  misfitCount: 0,
  misfits: [],
  changes: ['The column "gone" is gone.'],
  preview: [],
};

describe('a changed file', () => {
  it('is told until the project takes it as it is', () => {
    expect(hasChanged(dataset.source, summary)).toBe(true);
    const accepted = acceptChanges(dataset, summary);
    expect(hasChanged(accepted.source, summary)).toBe(false);
    expect(sourceKey(accepted.source)).toBe(sourceKey(dataset.source));
  });

  it('keeps what was chosen, takes new columns in ignored and new categories at the end', () => {
    const { columns, images } = acceptChanges(dataset, summary);
    expect(columns.map(({ name, role }) => [name, role])).toEqual([
      ['a', 'feature'],
      ['new', 'ignore'],
      ['c', 'target'],
    ]);
    expect(columns[0]).toMatchObject({ scaling: 'robust' });
    expect(columns[2]).toMatchObject({ categories: ['x', 'y'], labels: ['ex', ''] });
    expect(images).toEqual([]);
  });
});

it('tells sources apart by how they are read', () => {
  expect(sourceKey({ kind: 'csv', path: '/a', header: true })).toBe(
    sourceKey({ header: true, path: '/a', kind: 'csv' }),
  );
  expect(sourceKey({ kind: 'csv', path: '/a', delimiter: ';' })).not.toBe(
    sourceKey({ kind: 'csv', path: '/a' }),
  );
});
