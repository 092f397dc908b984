import type { ColumnType } from '../core/data/schema';
import {
  certainValue,
  exactValue,
  isCode,
  isNative,
  isSuspicious,
  isText,
  quickValue,
  textCell,
  trimmed,
} from './columnSql';
import type { ReadColumn } from './importRun';
import type { MissingWords } from './missingWords';

/**
 * Statements over all columns of a file. In the database a column is called `c` and its index, so no name from a file is
 * ever part of SQL. `from` is SQL of a source with these columns as text, null where missing.
 */

/** With more columns, planning an expression for each takes longer than it saves. */
const quickColumns = 60;

/** Columns of one type. One expression over a list of them is planned in no time, thousands of expressions are not. */
export interface TypeGroup {
  type: ColumnType;
  forced: boolean;
  indices: number[];
}

export function typeGroups(columns: readonly ReadColumn[]): TypeGroup[] {
  const groups = new Map<string, TypeGroup>();
  for (const [index, { type, forced }] of columns.entries()) {
    const key = `${type} ${forced}`;
    const group = groups.get(key);
    if (group) group.indices.push(index);
    else groups.set(key, { type, forced, indices: [index] });
  }
  return [...groups.values()];
}

/**
 * Reads every row with the reader's own numbers, several times faster than by way of text; fails where a cell is none. `from` is SQL
 * of a source whose native columns are numbers.
 */
export function nativeTable(
  table: string,
  from: string,
  columns: readonly ReadColumn[],
  missing: MissingWords,
): string {
  const values = columns.map((column, index) => {
    const cell = `c${index}`;
    if (isNative(column)) return cell;
    return isText(column.type) ? textCell(cell, missing) : exactValue(`(${trimmed(cell)})`, column);
  });
  const lost = columns.flatMap((column, index) =>
    isNative(column) || isText(column.type) ? [] : [`(${values[index]} is null and c${index} is not null)`],
  );
  const named = values.map((value, index) => `${value} as c${index}`);
  const flag = lost.length > 0 ? lost.join(' or ') : 'false';
  return `create table ${table} as select ${named.join(', ')}, ${flag} as flag from ${from}`;
}

/** Reads every row; where the column `flag` is true, a value may be wrong. */
export function quickTable(
  table: string,
  from: string,
  columns: readonly ReadColumn[],
  missing: MissingWords,
): string {
  if (columns.length > quickColumns) {
    const transform = (list: string, group: TypeGroup) =>
      isText(group.type)
        ? textList(list, missing)
        : `list_transform(${list}, lambda x: ${certainValue('x', group)})`;
    return listTable(transform, table, from, columns);
  }
  const values = columns.map((column, index) => {
    const cell = `c${index}`;
    return `${isText(column.type) ? textCell(cell, missing) : quickValue(cell, column)} as v${index}`;
  });
  const flags = columns.flatMap((column, index) =>
    isText(column.type) ? [] : [isSuspicious(`c${index}`, `v${index}`, column)],
  );
  const names = columns.map((_, index) => `v${index} as c${index}`);
  const flag = flags.length > 0 ? `greatest(${flags.join(', ')}, false)` : 'false';
  return `create table ${table} as select ${names.join(', ')}, ${flag} as flag from (select *, ${values.join(', ')} from ${from})`;
}

/** A source of rows whose values need a close look. */
export interface Source {
  from: string;
  /** Some cells have space around them. */
  hasSpace: boolean;
  /** The words for nothing that some cells may still hold; null where these are null already. */
  missing: MissingWords | null;
}

/** Reads every row; where the column `flag` is true, a value does not fit. */
export function exactTable(
  table: string,
  { from, hasSpace, missing }: Source,
  columns: readonly ReadColumn[],
  where?: string,
): string {
  const transform = (list: string, group: TypeGroup) => {
    if (isText(group.type)) return textList(list, missing);
    const texts = hasSpace ? `list_transform(${list}, lambda x: ${trimmed('x')})` : list;
    return `list_transform(${texts}, lambda x: ${exactValue('x', group)})`;
  };
  return listTable(transform, table, from, columns, where);
}

const textList = (list: string, missing: MissingWords | null) =>
  missing ? `list_transform(${list}, lambda x: ${textCell('x', missing)})` : list;

function listTable(
  transform: (list: string, group: TypeGroup) => string,
  table: string,
  from: string,
  columns: readonly ReadColumn[],
  where = 'true',
): string {
  const groups = typeGroups(columns);
  const lists = groups.map(
    (group, place) => `${cellList(group)} as r${place}, ${transform(`r${place}`, group)} as g${place}`,
  );
  const values = new Array<string>(columns.length);
  for (const [place, { indices }] of groups.entries())
    for (const [at, index] of indices.entries()) values[index] = `g${place}[${at + 1}] as c${index}`;
  const flags = groups.flatMap(({ type }, place) =>
    isText(type) ? [] : [`list_count(r${place}) <> list_count(g${place})`],
  );
  const flag = flags.length > 0 ? flags.join(' or ') : 'false';
  return `create table ${table} as select ${values.join(', ')}, flag from (select *, (${flag}) as flag from (select ${lists.join(', ')} from ${from})) where ${where}`;
}

const cellList = ({ indices }: TypeGroup) => `[${indices.map((index) => `c${index}`).join(', ')}]`;

/** Rows of: place in the group, cells that are not missing, those that do not fit, those that are codes. */
export function countMisfits(source: Source, group: TypeGroup): string {
  const isNumber = (group.type === 'number' || group.type === 'integer') && !group.forced;
  const code = isNumber ? `count(*) filter (${isCode('x')})` : '0';
  return `select place, count(x), count(*) filter (x is not null and ${exactValue('x', group)} is null), ${code} from (${cells(source, group, '')}) group by place order by place`;
}

/** Rows of: line, place in the group, text; the first by line. */
export function listMisfits(source: Source, group: TypeGroup, atMost: number): string {
  return `select line, min(place), arg_min(left(raw, 200), place) from (${cells(source, group, 'line, ')}) where x is not null and ${exactValue('x', group)} is null group by line order by line limit ${atMost}`;
}

function cells({ from, hasSpace }: Source, group: TypeGroup, also: string): string {
  const all = `select ${also}unnest(range(${group.indices.length})) as place, unnest(${cellList(group)}) as raw from ${from}`;
  return `select *, ${hasSpace ? trimmed('raw') : 'raw'} as x from (${all})`;
}
