import type { ColumnSpec, DatePart, FittedColumn } from './schema';

const partNames = {
  elapsed: 'days since 1970',
  timeOfDay: 'time of day',
  dayOfWeek: 'day of week',
  dayOfMonth: 'day of month',
  dayOfYear: 'day of year',
} as const satisfies Record<DatePart, string>;

/** The last encoded number of a column with an indicator. */
export const indicatorName = 'missing';

/** What to call each number that a cell becomes, without the column's name; null where that name says it all. */
export function encodedParts(column: ColumnSpec | FittedColumn): (string | null)[] {
  const parts = ownParts(column);
  return column.indicator ? [...parts, indicatorName] : parts;
}

function ownParts(column: ColumnSpec | FittedColumn): (string | null)[] {
  switch (column.type) {
    case 'number':
    case 'integer':
    case 'boolean':
      return [null];
    case 'category':
      return isOneHot(column) ? categoryLabels(column) : [null];
    case 'date':
      return column.parts.flatMap((part) =>
        part === 'elapsed' ? [partNames[part]] : [`sin ${partNames[part]}`, `cos ${partNames[part]}`],
      );
    case 'text':
      return [];
    default:
      throw column satisfies never;
  }
}

/** Whether the column becomes one number for each of its categories. */
export function isOneHot(column: ColumnSpec | FittedColumn): boolean {
  return column.type === 'category' && !column.ordinal && column.encoding !== 'ordinal';
}

/** What people read instead of the categories. */
export function categoryLabels(column: { categories: string[]; labels?: string[] | undefined }): string[] {
  return column.categories.map((category, index) => column.labels?.[index] || category);
}
