import { sortCategories } from './cells';
import { type ColumnRole, type ColumnSpec, type ColumnType, type DatasetSpec, datasetSchema } from './schema';
import type { ColumnSummary } from './summary';

/** One-hot encoding makes a column of this many numbers at most without being asked. */
const guessedCategories = 100;
/** Names people give to the column they want predicted. */
const targetNames = new Set(['target', 'label', 'class', 'species', 'outcome', 'diagnosis', 'y']);

/**
 * What to do with a file that was just opened. The target is the column that is called so, else the last one of
 * categories, else the last one; every other column is a feature, but for texts that differ in nearly every row.
 */
export function guessDataset(path: string, columns: ColumnSummary[]): DatasetSpec {
  const usable = columns.filter(isUsable);
  const categories = usable.filter((column) => column.type === 'category' && column.distinct > 1);
  const named = usable.filter((column) => targetNames.has(column.name.trim().toLowerCase()));
  const target = named.at(-1) ?? categories.at(-1) ?? usable.at(-1);
  return datasetSchema.parse({
    source: { kind: 'csv', path },
    columns: columns.map((column) => {
      if (column === target) return columnSpec(column, column.type, 'target');
      return columnSpec(column, column.type, isUsable(column) ? 'feature' : 'ignore');
    }),
  });
}

/**
 * A column as it stands in the project once the user has chosen its type and role. Features of numbers are scaled;
 * targets are predicted in their own units.
 */
export function columnSpec(summary: ColumnSummary, type: ColumnType, role: ColumnRole): ColumnSpec {
  const { name } = summary;
  const scaling = role === 'target' ? 'none' : 'standard';
  switch (type) {
    case 'number':
    case 'integer':
      return { name, role, type, scaling };
    case 'boolean':
      return { name, role, type };
    case 'category': {
      const values = (summary.values ?? []).map(({ value }) => value);
      return { name, role, type, categories: sortCategories(values) };
    }
    case 'date':
      return { name, role, type, parts: ['elapsed'], scaling };
    case 'text':
      return { name, role: 'ignore', type };
    default:
      throw type satisfies never;
  }
}

function isUsable({ type, distinct, values = [] }: ColumnSummary): boolean {
  if (type === 'text') return false;
  if (type !== 'category') return true;
  if (distinct === 0 || distinct > guessedCategories) return false;
  // Names and ids: many values, most of them once.
  const rows = values.reduce((sum, { count }) => sum + count, 0);
  return distinct <= 10 || distinct <= rows / 2;
}
