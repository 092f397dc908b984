import { parseBoolean, parseDate, parseNumber } from '../../core/data/cells';
import { columnSpec, guessDataset } from '../../core/data/guess';
import type { ColumnRole, ColumnSpec, ColumnType, DatasetSpec, Scaling } from '../../core/data/schema';
import type { ColumnSummary } from '../../core/data/summary';
import type { DataSummary } from '../../core/protocol';

/** One-hot encoding is offered up to this many different values. */
const mostCategories = 1000;
const isNumeric = (type: ColumnType) => type === 'number' || type === 'integer';

/**
 * What the import dialog begins with: what was chosen before, for columns that are still there with a type that still
 * fits, and a guess for the others. `types` are those that the file was read with at the user's wish.
 */
export function initialChoices(
  summary: DataSummary,
  current: DatasetSpec | null = null,
  types: Readonly<Record<string, ColumnType>> = {},
): DatasetSpec {
  const guess = guessDataset(summary.source ?? { kind: 'csv', path: summary.path }, summary.columns);
  const before = new Map(current?.columns.map((column) => [column.name, column]));
  const isSameTable = current !== null && summary.columns.some(({ name }) => before.has(name));
  const hadTarget = isSameTable && current.columns.some(({ role }) => role === 'target');
  const columns = guess.columns.map((guessed, index) => {
    const found = summary.columns[index]!;
    const old = before.get(guessed.name);
    const wanted = Object.hasOwn(types, guessed.name) ? types[guessed.name] : undefined;
    if (isSameTable && old) {
      const type = wanted ?? (typeChoices(found).includes(old.type) ? old.type : found.type);
      return type === old.type ? keepChoices(found, old) : retyped(found, type, old.role);
    }
    if (hadTarget && guessed.role === 'target') return columnSpec(found, guessed.type, 'feature');
    return guessed;
  });
  if (!isSameTable) return guess;
  const { images: _guessed, ...rest } = guess;
  const images = current.images?.filter(({ first }) => before.has(first));
  return {
    ...rest,
    columns,
    split: current.split,
    missing: current.missing,
    ...(images && { images }),
  };
}

function retyped(found: ColumnSummary, type: ColumnType, role: ColumnRole | undefined): ColumnSpec {
  return columnSpec(found, type, role ?? 'feature');
}

/** The column as it was chosen, over what the file holds now. Categories are those of the file. */
function keepChoices(found: ColumnSummary, old: ColumnSpec): ColumnSpec {
  if (old.type !== 'category') return old;
  const spec = retyped(found, 'category', old.role);
  if (spec.type !== 'category') return spec;
  const isSame =
    spec.categories.length === old.categories.length &&
    spec.categories.every((category) => old.categories.includes(category));
  if (isSame) return old;
  const { labels: _labels, ...rest } = old;
  return { ...rest, categories: spec.categories };
}

/**
 * The types that a column can have without its file being read again, its own first. A type that at least half of the values
 * fit is offered; the other rows are then dropped and counted.
 */
export function typeChoices(column: ColumnSummary): ColumnType[] {
  const { type, distinct, values = [] } = column;
  const listed = values.length > 0 && distinct <= mostCategories && values.length >= distinct;
  const total = values.reduce((sum, { count }) => sum + count, 0);
  const fits = (reads: (text: string) => unknown) =>
    values.reduce((sum, { value, count }) => (reads(value) === null ? sum : sum + count), 0);
  const mostly = (reads: (text: string) => unknown) => total > 0 && fits(reads) * 2 >= total;
  const possible: Record<ColumnType, boolean> = {
    number: isNumeric(type) || mostly(parseNumber),
    integer: type === 'integer' || (listed && mostly(parseInteger)),
    category: listed,
    boolean: listed && fits(parseBoolean) === total && distinct <= 2,
    date: mostly(parseDate),
    text: type === 'text',
  };
  possible[type] = true;
  const others = (Object.keys(possible) as ColumnType[]).filter((each) => each !== type && possible[each]);
  return [type, ...others];
}

function parseInteger(text: string): number | null {
  const value = parseNumber(text);
  return value !== null && Number.isInteger(value) ? value : null;
}

/** A column read as another type; its role stays. */
export function withType(column: ColumnSpec, found: ColumnSummary, type: ColumnType): ColumnSpec {
  return type === column.type ? column : columnSpec(found, type, column.role ?? 'feature');
}

export function withRole(column: ColumnSpec, role: ColumnRole): ColumnSpec {
  return { ...column, role };
}

export function withScaling(column: ColumnSpec, scaling: Scaling): ColumnSpec {
  return 'scaling' in column ? { ...column, scaling } : column;
}

/** What keeps these choices from being trained with, in one sentence; null where nothing does. */
export function choicesProblem(dataset: DatasetSpec, columns: readonly ColumnSummary[]): string | null {
  const withRoleOf = (role: ColumnRole) => dataset.columns.filter((column) => column.role === role);
  if (!withRoleOf('feature').some(({ type }) => type !== 'text'))
    return 'No column is a feature: choose at least one to learn from.';
  const targets = withRoleOf('target');
  if (targets.length === 0) return 'No column is the target: choose the one to predict.';
  const text = targets.find(({ type }) => type === 'text');
  if (text) return `"${text.name}" is text, which cannot be predicted: read it as a category.`;
  const distinct = new Map(columns.map((column) => [column.name, column.distinct]));
  const constant = targets.find(({ name }) => distinct.get(name) === 1);
  if (constant) return `"${constant.name}" has the same value in every row, so there is nothing to predict.`;
  const wide = dataset.columns.find(
    (column) =>
      column.type === 'category' && column.role !== 'ignore' && column.categories.length >= mostCategories,
  );
  if (wide) return `"${wide.name}" has 1,000 different values or more: too many to be classes.`;
  return null;
}
