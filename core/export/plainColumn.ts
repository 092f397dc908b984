import type { FittedColumn, FittedOf } from '../data/schema';

/** The encodings that exporters write: numbers as (value − offset) / scale, and one-hot categories. */
export type PlainColumn = FittedOf<'number'> | FittedOf<'category'>;

/** Whether exporters can write the column's encoding. */
export function isPlain(column: FittedColumn): column is PlainColumn {
  if (column.fill !== undefined || column.indicator) return false;
  if (column.type === 'number') return column.scaling !== 'log1p';
  return column.type === 'category' && !column.ordinal;
}
