import type { ColumnSpec, FittedColumn } from '../../core/data/schema';
import { dateText } from '../../core/data/table';
import { formatShort } from '../format';

/** A value as the file would say it. */
export function endText(value: number, column: ColumnSpec | undefined): string {
  if (column?.type === 'date') return dateText(Math.round(value));
  if (column?.type === 'boolean') return value === 0 ? 'no' : 'yes';
  if (column?.type === 'category')
    return column.labels?.[value] || (column.categories[value] ?? formatShort(value));
  return formatShort(value);
}

/** What was measured on the training rows: name, value, and what it is for. */
export function fittedFigures(fitted: FittedColumn, column: ColumnSpec): [string, string, string][] {
  const figures: [string, string, string][] = [];
  const scaling =
    fitted.type === 'number' || fitted.type === 'date'
      ? fitted
      : fitted.type === 'category'
        ? fitted.ordinal
        : undefined;
  if (scaling) {
    const { offset, scale } = scaling;
    const named = {
      none: [],
      log1p: [],
      standard: [
        ['Mean', offset, 'Mean of the training rows, which is subtracted.'],
        ['Standard deviation', scale, 'Of the training rows, which is divided by.'],
      ],
      minMax: [
        ['Smallest', offset, 'Smallest value of the training rows, which becomes 0.'],
        ['Largest', offset + scale, 'Largest value of the training rows, which becomes 1.'],
      ],
      robust: [
        ['Median', offset, 'The middle value of the training rows, which is subtracted.'],
        ['Quartile distance', scale, 'Between the quarter and the three-quarter value, which is divided by.'],
      ],
      maximum: [['Largest size', scale, 'Largest size in the training rows, which is divided by.']],
    } as const satisfies Record<typeof scaling.scaling, readonly (readonly [string, number, string])[]>;
    const unit = fitted.type === 'date' ? ' days' : '';
    for (const [name, value, meaning] of named[scaling.scaling])
      figures.push([name, `${formatShort(value)}${unit}`, meaning]);
  }
  if (fitted.fill !== undefined)
    figures.push(['Stands in', endText(fitted.fill, column), 'What an empty cell is taken for.']);
  return figures;
}
