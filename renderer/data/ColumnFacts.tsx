import type { ColumnType } from '../../core/data/schema';
import type { ColumnSummary } from '../../core/data/summary';
import { formatCount, formatInteger, formatShort } from '../format';
import classes from './data.module.css';
import { dateRange } from './dateRange';

/** In one line what a column holds: its range and mean, or its most frequent values; and how many cells are missing. */
export function ColumnFacts({ column, type }: { column: ColumnSummary; type: ColumnType }) {
  return (
    <span className={classes.facts}>
      {column.missing > 0 && (
        <span className={classes.missing}>{formatCount(column.missing, 'cell')} missing · </span>
      )}
      {factsText(column, type)}
    </span>
  );
}

function factsText({ statistics, values = [], distinct }: ColumnSummary, type: ColumnType): string {
  if (distinct === 1 && values[0]) return `always ${values[0].value}`;
  if (type === 'date' && statistics) {
    const { min, max } = statistics;
    return `${dateRange(min, max).join(' to ')}, ${formatCount(distinct, 'value')}`;
  }
  if ((type === 'number' || type === 'integer') && statistics) {
    const { min, max, mean } = statistics;
    return `${formatShort(min)} to ${formatShort(max)}, mean ${formatShort(mean)}`;
  }
  if (distinct === 0) return 'no values';
  const shown = values.slice(0, 3).map(({ value, count }) => `${value} (${formatInteger(count)})`);
  const more = distinct - shown.length;
  return `${formatCount(distinct, 'value')}: ${shown.join(', ')}${more > 0 ? `, ${formatInteger(more)} more` : ''}`;
}
