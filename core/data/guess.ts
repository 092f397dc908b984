import { sortCategories } from './cells';
import { imageRuns } from './images';
import { type ColumnRole, type ColumnSpec, type ColumnType, type DatasetSpec, datasetSchema } from './schema';
import type { DataSource } from './source';
import type { ColumnSummary } from './summary';

/** One-hot encoding makes a column of this many numbers at most without being asked. */
const guessedCategories = 100;
/** A target of whole numbers with more different values than this looks like a quantity. */
const guessedClasses = 10;
/** Rows that each of these values comes up in on average, at least. */
const rowsOfClass = 10;
/** A target of numbers further from 0 than this, or wider, is learned much sooner when scaled. */
const wideTarget = 2;
/** Names people give to the column they want predicted. */
const targetNames = new Set([
  'target',
  'label',
  'class',
  'species',
  'outcome',
  'diagnosis',
  'survived',
  'digit',
  'y',
]);

/**
 * What to do with data that was just opened. The target is the column that is called so, else the last one of categories
 * or of yes and no, else the last one; every other column is a feature, but for texts and categories that differ in nearly every row.
 */
export function guessDataset(source: DataSource, columns: readonly ColumnSummary[]): DatasetSpec {
  const usable = columns.filter(isUsable);
  const classes = usable.filter(
    ({ type, distinct }) => (type === 'category' || type === 'boolean') && distinct > 1,
  );
  const named = usable.filter(({ name }) => targetNames.has(name.trim().toLowerCase()));
  const target = named.at(-1) ?? classes.at(-1) ?? labelOfPixels(columns) ?? usable.at(-1);
  const guessed = columns.map((column) => {
    if (column === target) return targetSpec(column);
    return columnSpec(column, column.type, isUsable(column) ? 'feature' : 'ignore');
  });
  const images = imageRuns(guessed);
  const predicted = guessed.find(({ role }) => role === 'target');
  return datasetSchema.parse({
    source,
    columns: guessed,
    split: { stratify: predicted?.type === 'category' || predicted?.type === 'boolean' },
    ...(images.length > 0 ? { images } : {}),
  });
}

/** The first column where it looks like classes, and so many follow as a square has, of which the last does not. */
function labelOfPixels(columns: readonly ColumnSummary[]): ColumnSummary | undefined {
  const [first] = columns;
  const last = columns.at(-1);
  if (!first || !last || !looksLikeClasses(first) || looksLikeClasses(last)) return undefined;
  return imageRuns(columns.slice(1)).some(({ width, height }) => width * height === columns.length - 1)
    ? first
    : undefined;
}

/**
 * A column as it stands in the project once the user has chosen its type and role. Features of numbers are scaled;
 * targets are predicted in their own units.
 */
export function columnSpec(summary: ColumnSummary, type: ColumnType, role: ColumnRole): ColumnSpec {
  const { name } = summary;
  const scaling = role === 'feature' ? 'standard' : 'none';
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
      return { name, role, type, parts: ['elapsed'], scaling: 'standard' };
    case 'text':
      return { name, role: 'ignore', type };
    default:
      throw type satisfies never;
  }
}

/** A column as the thing to predict: classes where its numbers look like them, scaled where they are far from 0 or wide. */
function targetSpec(column: ColumnSummary): ColumnSpec {
  if (looksLikeClasses(column)) return columnSpec(column, 'category', 'target');
  const spec = columnSpec(column, column.type, 'target');
  if ((spec.type !== 'number' && spec.type !== 'integer') || !column.statistics) return spec;
  const { mean, deviation } = column.statistics;
  const isWide = Math.abs(mean) > wideTarget || deviation > wideTarget;
  return isWide ? { ...spec, scaling: 'standard' } : spec;
}

/** Numbers that name classes: few different whole numbers, each many times. */
function looksLikeClasses({ type, distinct, values = [] }: ColumnSummary): boolean {
  if (type !== 'integer' && type !== 'number') return false;
  if (distinct < 2 || distinct > guessedClasses || values.length !== distinct) return false;
  return (
    presentRows(values) / distinct >= rowsOfClass &&
    values.every(({ value }) => Number.isInteger(Number(value)))
  );
}

function isUsable({ type, distinct, values = [] }: ColumnSummary): boolean {
  if (type === 'text') return false;
  if (distinct === 0) return false;
  if (type !== 'category') return true;
  if (distinct > guessedCategories) return false;
  // Names and ids: many values, most of them once.
  return distinct <= 10 || distinct <= presentRows(values) / 2;
}

function presentRows(values: NonNullable<ColumnSummary['values']>): number {
  return values.reduce((sum, { count }) => sum + count, 0);
}
