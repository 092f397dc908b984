import { textReader } from './readColumn';
import { meanAndDeviation, quantile, range } from './scaling';
import type { ColumnSpec, MissingRule } from './schema';

/** The rules by which something stands in for a missing cell. */
export type FillRule = Exclude<MissingRule, 'drop'>;

/** The column's rule; undefined where a row with a missing cell is dropped. */
export function fillRule({ missing }: ColumnSpec): FillRule | undefined {
  return missing === 'drop' ? undefined : missing;
}

/** What the stand-in of `constant` means in its column; null where it means nothing there. */
export function readConstant(column: ColumnSpec): number | null {
  const value = textReader(column)(column.constant ?? '');
  return Number.isFinite(value) ? value : null;
}

/** Whether a row whose cell is missing can be used. */
export function hasStandIn(column: ColumnSpec): boolean {
  const rule = fillRule(column);
  if (!rule || (column.type === 'category' && column.categories.length === 0)) return false;
  return rule !== 'constant' || readConstant(column) !== null;
}

/**
 * What stands in for a missing cell, in the unit that cells are read in; undefined where the row is dropped. `present` are the
 * values of the training rows that are there. Categories and booleans have no mean: theirs is the most frequent one.
 */
export function fitFill(column: ColumnSpec, present: Float64Array): number | undefined {
  const rule = fillRule(column);
  if (!rule || !hasStandIn(column)) return undefined;
  if (rule === 'constant') return readConstant(column)!;
  if (present.length === 0) return 0;
  const isOrdered = column.type === 'number' || column.type === 'integer' || column.type === 'date';
  if (rule === 'mode' || !isOrdered) return mostFrequent(present);
  if (rule === 'median') return quantile(present.toSorted(), 0.5);
  // The mean of equal numbers can be off by a rounding.
  const { min, max } = range(present);
  return Math.min(max, Math.max(min, meanAndDeviation(present).mean));
}

/** The smallest of equally frequent values. */
function mostFrequent(values: Float64Array): number {
  const sorted = values.toSorted();
  let best = sorted[0]!;
  let bestCount = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end += 1;
    if (end - start > bestCount) {
      best = sorted[start]!;
      bestCount = end - start;
    }
    start = end;
  }
  return best;
}
