import { columnSpec, guessDataset } from '../../core/data/guess';
import type { ColumnRole, ColumnSpec, DatasetSpec, Scaling } from '../../core/data/schema';
import type { ColumnSummary } from '../../core/data/summary';
import type { DataSummary } from '../../core/protocol';

/** More classes than this make a numeric target look like a quantity. */
const guessedClasses = 10;
/** One-hot encoding is offered up to this many different values. */
const mostCategories = 1000;
/** A target of numbers further from 0 than this, or wider, is learned much sooner when scaled. */
const wideTarget = 2;

/** Numbers that name classes: few different whole numbers, each many times. */
function looksLikeClasses(
  { type, distinct, values = [], missing }: ColumnSummary,
  rowCount: number,
): boolean {
  if (type !== 'number' || distinct < 2 || distinct > guessedClasses || values.length !== distinct)
    return false;
  const everyOften = (rowCount - missing) / distinct >= 10;
  return everyOften && values.every(({ value }) => Number.isInteger(Number(value)));
}

/**
 * What the import dialog begins with: what was chosen before, for columns that are still there with a type that still
 * fits, and a guess for the others.
 */
export function initialChoices(summary: DataSummary, current: DatasetSpec | null = null): DatasetSpec {
  const guess = guessDataset(summary.path, summary.columns);
  const before = new Map(current?.columns.map((column) => [column.name, column]));
  const isSameTable = current !== null && summary.columns.some(({ name }) => before.has(name));
  const columns = guess.columns.map((guessed, index) => {
    const found = summary.columns[index]!;
    const old = before.get(guessed.name);
    if (isSameTable && old && typeChoices(found).includes(old.type)) return keepChoices(found, old);
    if (isSameTable && current.columns.some(({ role }) => role === 'target') && guessed.role === 'target') {
      return columnSpec(found, guessed.type, 'feature');
    }
    return guessed.role === 'target' ? targetSpec(found, summary.rowCount) : guessed;
  });
  return { ...guess, columns, ...(current && { split: current.split, missing: current.missing }) };
}

function keepChoices(found: ColumnSummary, old: ColumnSpec): ColumnSpec {
  const spec = columnSpec(found, old.type, old.role ?? 'feature');
  return spec.type === 'number' && old.type === 'number' ? { ...spec, scaling: old.scaling } : spec;
}

function targetSpec(found: ColumnSummary, rowCount: number): ColumnSpec {
  if (looksLikeClasses(found, rowCount)) return columnSpec(found, 'category', 'target');
  const spec = columnSpec(found, found.type, 'target');
  if (spec.type !== 'number' || !found.statistics) return spec;
  const { mean, deviation } = found.statistics;
  const wide = Math.abs(mean) > wideTarget || deviation > wideTarget;
  return wide ? { ...spec, scaling: 'standard' } : spec;
}

/** The types that make sense for a column. Text can be read as numbers where at least half of it is. */
export function typeChoices(column: ColumnSummary): ColumnSpec['type'][] {
  const values = column.values ?? [];
  if (column.type === 'number') {
    const listed = column.distinct <= mostCategories && values.length >= column.distinct;
    return listed ? ['number', 'category'] : ['number'];
  }
  const count = (of: typeof values) => of.reduce((sum, each) => sum + each.count, 0);
  const numeric = values.filter(({ value }) => value.trim() !== '' && Number.isFinite(Number(value)));
  return values.length > 0 && count(numeric) * 2 >= count(values) ? ['category', 'number'] : ['category'];
}

/** A column read as another type; its role stays. */
export function withType(column: ColumnSpec, found: ColumnSummary, type: ColumnSpec['type']): ColumnSpec {
  return type === column.type ? column : columnSpec(found, type, column.role ?? 'feature');
}

export function withRole(column: ColumnSpec, role: ColumnRole): ColumnSpec {
  return { ...column, role };
}

export function withScaling(column: ColumnSpec, scaling: Scaling): ColumnSpec {
  return column.type === 'number' ? { ...column, scaling } : column;
}

/** What keeps these choices from being trained with, in one sentence; null where nothing does. */
export function choicesProblem(dataset: DatasetSpec, columns: readonly ColumnSummary[]): string | null {
  const withRoleOf = (role: ColumnRole) => dataset.columns.filter((column) => column.role === role);
  if (withRoleOf('feature').length === 0) return 'No column is a feature: choose at least one to learn from.';
  const targets = withRoleOf('target');
  if (targets.length === 0) return 'No column is the target: choose the one to predict.';
  const constant = targets.find(({ name }) => columns.find((column) => column.name === name)?.distinct === 1);
  if (constant) return `"${constant.name}" has the same value in every row, so there is nothing to predict.`;
  const wide = dataset.columns.find(
    (column) =>
      column.type === 'category' && column.role !== 'ignore' && column.categories.length >= mostCategories,
  );
  if (wide) return `"${wide.name}" has 1,000 different values or more: too many to be classes.`;
  return null;
}
