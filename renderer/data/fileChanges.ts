import { columnSpec } from '../../core/data/guess';
import type { ColumnSpec, DatasetSpec } from '../../core/data/schema';
import type { DataSource } from '../../core/data/source';
import type { DataSummary } from '../../core/protocol';

/** Whether the file is another one than the project knows. Once its fingerprint stands in the project, it is not. */
export function hasChanged(source: DataSource, summary: DataSummary): boolean {
  if ((summary.changes?.length ?? 0) === 0) return false;
  const known = source.kind === 'generator' ? undefined : source.fingerprint;
  const now = summary.source && summary.source.kind !== 'generator' ? summary.source.fingerprint : undefined;
  return !known || !now || known.sha256 !== now.sha256;
}

/**
 * The data set over the file as it is now. Columns keep what was chosen for them, categories that came up since are added at
 * the end, columns that are gone leave, and new ones come in ignored.
 */
export function acceptChanges(dataset: DatasetSpec, summary: DataSummary): DatasetSpec {
  const before = new Map(dataset.columns.map((column) => [column.name, column]));
  const columns = summary.columns.map((found): ColumnSpec => {
    const old = before.get(found.name);
    if (!old) return columnSpec(found, found.type, 'ignore');
    if (old.type !== 'category') return old;
    const fresh = (found.values ?? [])
      .map(({ value }) => value)
      .filter((value) => !old.categories.includes(value));
    if (fresh.length === 0) return old;
    const labels = old.labels && { labels: [...old.labels, ...fresh.map(() => '')] };
    return { ...old, categories: [...old.categories, ...fresh], ...labels };
  });
  const names = new Set(columns.map(({ name }) => name));
  const images = dataset.images?.filter(({ first }) => names.has(first));
  return {
    ...dataset,
    source: summary.source ?? dataset.source,
    columns,
    ...(images && { images }),
  };
}
