import type { RowFilter } from '../../../core/data/query';
import type { ColumnType } from '../../../core/data/schema';
import { dateText } from '../../../core/data/table';
import { formatShort } from '../../format';

/** A filter in words, with the column's name first. */
export function filterText(filter: RowFilter, type: ColumnType): string {
  const { column } = filter;
  switch (filter.is) {
    case 'missing':
      return `${column} is missing`;
    case 'present':
      return `${column} is there`;
    case 'oneOf':
      return filter.values.length > 2
        ? `${column} is one of ${filter.values.length}`
        : `${column} is ${filter.values.join(' or ')}`;
    case 'between': {
      const show = (value: number) => (type === 'date' ? dateText(value) : formatShort(value));
      const { from, to } = filter;
      if (from !== null && to !== null) return `${column} from ${show(from)} to ${show(to)}`;
      if (from !== null) return `${column} from ${show(from)}`;
      return to === null ? `${column} is there` : `${column} up to ${show(to)}`;
    }
    case 'contains':
      return `${column} contains “${filter.text}”`;
    default:
      throw filter satisfies never;
  }
}
