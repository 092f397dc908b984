import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { observer } from 'mobx-react-lite';
import type { ColumnType } from '../../../core/data/schema';
import type { ColumnSummary } from '../../../core/data/summary';
import { formatCount, formatInteger, formatPercent, formatShort } from '../../format';
import { roleTerms, typeTerms } from '../columnWords';
import { dateRange } from '../dateRange';
import { Histogram } from '../Histogram';
import { FilterMenu } from './FilterMenu';
import classes from './table.module.css';
import type { ShownColumn } from './tableColumns';
import type { TableView } from './tableView';

interface TableHeadProps {
  columns: readonly ShownColumn[];
  first: number;
  last: number;
  edges: Float64Array;
  rowCount: number;
  view: TableView;
}

/** Name, type, role and distribution of every column in view; a click sorts. */
export const TableHead = observer(function TableHead({
  columns,
  first,
  last,
  edges,
  rowCount,
  view,
}: TableHeadProps) {
  return columns.slice(first, last + 1).map((column, offset) => {
    const { sort } = view;
    const sorted = sort?.column === column.name ? (sort.descending ? 'descending' : 'ascending') : 'none';
    return (
      <div
        key={column.name}
        role="columnheader"
        tabIndex={-1}
        aria-sort={sorted}
        aria-colindex={first + offset + 1}
        className={classes.headCell}
        data-role={column.role}
        style={{ left: edges[first + offset], width: column.width }}
      >
        <div className={classes.headLine}>
          <button
            type="button"
            className={classes.sort}
            title={`${column.name}: ${typeTerms[column.type].name.toLowerCase()}, ${roleTerms[column.role].name.toLowerCase()}. Click to sort.`}
            data-testid={`sort-${column.name}`}
            onClick={() => view.toggleSort(column.name)}
          >
            <i className={classes.roleMark} data-role={column.role} aria-hidden="true" />
            <span className={classes.columnName}>{column.name === '' ? '(no name)' : column.name}</span>
            {sorted === 'ascending' && <IconArrowUp size={12} aria-label="smallest first" />}
            {sorted === 'descending' && <IconArrowDown size={12} aria-label="largest first" />}
          </button>
          <FilterMenu column={column} view={view} />
        </div>
        <div className={classes.headFacts}>
          {column.role !== 'feature' && `${column.role === 'ignore' ? 'ignored' : column.role} · `}
          {typeTerms[column.type].name.toLowerCase()}
          {column.found.missing > 0 && (
            <span
              className={classes.missingCount}
              title={`${formatCount(column.found.missing, 'cell is', 'cells are')} empty: ${formatPercent(column.found.missing / Math.max(1, rowCount))}`}
            >
              {' '}
              · {formatInteger(column.found.missing)} missing
            </span>
          )}
        </div>
        <ColumnShape column={column} />
      </div>
    );
  });
});

/** Bars drawn for the most frequent values at most. */
const mostBars = 24;

/** How the values lie: a histogram of numbers, the most frequent of names. */
function ColumnShape({ column }: { column: ShownColumn }) {
  const { width } = column;
  const bars = shapeOf(column);
  if (!bars) return <div className={classes.shape} title="No values" />;
  return (
    <div className={classes.shape} title={bars.text}>
      <Histogram
        counts={bars.counts}
        width={Math.min(width - 20, bars.isHistogram ? width : bars.counts.length * 14)}
        height={18}
        label={bars.text}
      />
    </div>
  );
}

function shapeOf({ type, found: { histogram, statistics, values = [], distinct } }: ShownColumn) {
  if (histogram && statistics && histogram.length > 1) {
    return { counts: histogram, text: rangeText(type, statistics), isHistogram: true };
  }
  if (values.length === 0) return null;
  const shown = values.slice(0, mostBars);
  const named = shown.slice(0, 6).map(({ value, count }) => `${value}: ${formatInteger(count)}`);
  const more = distinct - named.length;
  const text = named.join('\n') + (more > 0 ? `\nand ${formatInteger(more)} more` : '');
  return { counts: shown.map(({ count }) => count), text, isHistogram: false };
}

function rangeText(type: ColumnType, statistics: NonNullable<ColumnSummary['statistics']>): string {
  const { min, max, mean, deviation } = statistics;
  if (type === 'date') return `${dateRange(min, max).join(' to ')}, mean ${dateRange(mean, mean)[0]}`;
  if (type === 'boolean') return `${formatPercent(mean)} yes`;
  return `${formatShort(min)} to ${formatShort(max)}, mean ${formatShort(mean)}, standard deviation ${formatShort(deviation)}`;
}
