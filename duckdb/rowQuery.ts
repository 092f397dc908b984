import type { DuckDBValue } from '@duckdb/node-api';
import { parseBoolean, parseDate } from '../core/data/cells';
import type { RowFilter, RowQuery } from '../core/data/query';
import type { ColumnType } from '../core/data/schema';
import { isText } from './columnSql';

/** Which rows a query keeps, and in which order, as SQL with its values bound. */
export interface RowSelection {
  /** A condition, or null where all rows stay. */
  where: string | null;
  /** Empty for the order of the file. */
  orderBy: string;
  values: DuckDBValue[];
}

type Columns = readonly { name: string; type: ColumnType }[];

export function selectRows(
  columns: Columns,
  query: Pick<RowQuery, 'filters' | 'search' | 'sort'>,
): RowSelection {
  const values: DuckDBValue[] = [];
  const bind = (value: DuckDBValue) => {
    values.push(value);
    return `$${values.length}`;
  };
  const conditions = (query.filters ?? []).map((filter) => condition(columns, filter, bind));
  if (query.search) conditions.push(searchCondition(columns, query.search, bind));
  const sorted = columns.findIndex(({ name }) => name === query.sort?.column);
  const direction = query.sort?.descending ? 'desc' : 'asc';
  return {
    where: conditions.length > 0 ? conditions.map((text) => `(${text})`).join(' and ') : null,
    orderBy: sorted === -1 ? '' : `c${sorted} ${direction} nulls last, rowid`,
    values,
  };
}

type Bind = (value: DuckDBValue) => string;

function condition(columns: Columns, filter: RowFilter, bind: Bind): string {
  const index = columns.findIndex(({ name }) => name === filter.column);
  // No row has a value in a column that is not there.
  if (index === -1) return 'false';
  const { type } = columns[index]!;
  const cell = `c${index}`;
  switch (filter.is) {
    case 'missing':
      return `${cell} is null`;
    case 'present':
      return `${cell} is not null`;
    case 'oneOf': {
      const wanted = filter.values.map((value) => (isText(type) ? value : numberOf(value, type)));
      const known = wanted.filter((value) => value !== null);
      const own = isText(type) ? `trim(${cell})` : cell;
      if (known.length === 0) return 'false';
      return `${own} in (${known.map((value) => bind(value)).join(', ')})`;
    }
    case 'between': {
      const own = isText(type) ? `try_cast(${cell} as double)` : cell;
      const limits = [`${own} is not null`];
      if (filter.from !== null) limits.push(`${own} >= ${bind(filter.from)}::double`);
      if (filter.to !== null) limits.push(`${own} <= ${bind(filter.to)}::double`);
      return limits.join(' and ');
    }
    case 'contains':
      return `contains(lower(${shown(cell, type)}), lower(${bind(filter.text)}::varchar))`;
    default:
      throw filter satisfies never;
  }
}

function numberOf(text: string, type: ColumnType): number | null {
  if (type === 'boolean') return parseBoolean(text);
  if (type === 'date') return parseDate(text);
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? null : value;
}

function searchCondition(columns: Columns, search: string, bind: Bind): string {
  const wanted = bind(search);
  // Letters that no number, date or boolean is written with need no look at those columns.
  const mayBeNumber = /^[\d+\-.e]*$/i.test(search);
  const mayBeDate = /^[\d\-:.t ]*$/i.test(search);
  const mayBeBoolean = /^[a-z]*$/i.test(search);
  const looked = columns.flatMap(({ type }, index) => {
    const skip =
      type === 'boolean' ? !mayBeBoolean : type === 'date' ? !mayBeDate : !isText(type) && !mayBeNumber;
    return skip
      ? []
      : [`coalesce(contains(lower(${shown(`c${index}`, type)}), lower(${wanted}::varchar)), false)`];
  });
  // The value must be mentioned even where no column can hold it.
  return looked.length > 0 ? `greatest(${looked.join(', ')}, false)` : `${wanted}::varchar is null`;
}

/** The text of a cell as the table shows it, in SQL. */
function shown(cell: string, type: ColumnType): string {
  switch (type) {
    case 'number':
    case 'integer':
      return `case when ${cell} = trunc(${cell}) and abs(${cell}) < 1e15 then ${cell}::bigint::varchar else ${cell}::varchar end`;
    case 'boolean':
      return `case when ${cell} = 0 then 'false' when ${cell} = 1 then 'true' end`;
    case 'date': {
      const time = `epoch_ms(${cell}::bigint)`;
      return `case when ${cell}::bigint % 86400000 = 0 then strftime(${time}, '%Y-%m-%d') else strftime(${time}, '%Y-%m-%dT%H:%M:%S.%g') end`;
    }
    case 'category':
    case 'text':
      return cell;
    default:
      throw type satisfies never;
  }
}
