import { textReader } from './readColumn';
import { quantile } from './scaling';
import type { ColumnSpec } from './schema';

/**
 * What stands in for a missing cell, in the unit that cells are read in; undefined where the row is dropped. `present` are the
 * values of the training rows that are there. Categories and booleans have no mean: theirs is the most frequent one.
 */
export function fitFill(column: ColumnSpec, present: Float64Array): number | undefined {
  const { missing = 'drop' } = column;
  if (missing === 'drop') return undefined;
  if (missing === 'constant') {
    const constant = textReader(column)(column.constant ?? '');
    return Number.isFinite(constant) ? constant : undefined;
  }
  if (present.length === 0) return 0;
  const isOrdered = column.type === 'number' || column.type === 'integer' || column.type === 'date';
  if (missing === 'mode' || !isOrdered) return mostFrequent(present);
  if (missing === 'median') return quantile(present.toSorted(), 0.5);
  let sum = 0;
  for (const value of present) sum += value;
  return sum / present.length;
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
