import { uniqueColumnNames } from '../core/data/columnNames';
import type { ColumnType } from '../core/data/schema';
import type { ImportRequest } from '../core/data/storedTable';
import { exactValue, isText, sqlText, trimmed } from './columnSql';
import { refuse } from './importProblem';
import { type ImportRun, misfitsListed, type ReadColumn, type ReadRows } from './importRun';
import { plainPath } from './plainPath';

interface ParquetColumn extends ReadColumn {
  /** DOUBLE or VARCHAR of the cell; null where missing, and where it does not fit. */
  value: string;
  /** True where a cell does not fit. */
  misfit: string;
  /** The cell as text. */
  text: string;
}

const largestInteger = String(Number.MAX_SAFE_INTEGER);

/** Reads a Parquet file. Nested values become texts in JSON; NaN and empty texts are missing; infinite numbers do not fit. */
export async function importParquet(
  run: ImportRun,
  source: { path: string },
  types: ImportRequest['types'],
): Promise<ReadRows> {
  const file = await plainPath(run, source.path);
  const from = `read_parquet(${sqlText(file)}, file_row_number = true)`;
  const described = await run.rows(`describe select * from ${from}`).catch((error: unknown) => {
    run.check();
    const message = error instanceof Error ? error.message : '';
    if (!/parquet|magic bytes|footer|metadata|thrift/i.test(message)) throw error;
    throw refuse(
      source.path,
      'parquet.format',
      'The file is not in Parquet format, or it is cut off.',
      'Copy or download the file again.',
    );
  });
  // The row number is the last column.
  const found = described.slice(0, -1).map(([name, type]) => ({ name: String(name), type: String(type) }));
  if (found.length === 0)
    throw refuse(source.path, 'csv.empty', 'The file has no columns.', 'Choose a file with columns.');
  const names = uniqueColumnNames(found.map(({ name }) => name));
  const cells = `(select * from ${from}) as t(${[...found.map((_, index) => `c${index}`), 'line'].join(', ')})`;
  const long = await longIntegers(run, cells, found);
  const columns = found.map(({ type }, index) => {
    const name = names[index]!;
    const chosen = types && Object.hasOwn(types, name) ? types[name] : undefined;
    return parquetColumn(name, index, long.has(index) ? 'VARCHAR' : type, chosen);
  });
  await run.attach(columns.length);
  const values = columns.map(({ value }, index) => `${value} as c${index}`);
  const isMisfit = columns.map(({ misfit }) => misfit).join(' or ');
  await run.read(
    `create table ${run.table} as select ${values.join(', ')}, false as flag from ${cells} where not coalesce(${isMisfit}, false)`,
  );
  const count = async (what: string) => Number((await run.rows(`select count(*) from ${what}`))[0]![0]);
  const rowCount = await count(run.table);
  const misfitCount = (await count(cells)) - rowCount;
  if (rowCount + misfitCount === 0)
    throw refuse(source.path, 'csv.headerOnly', 'The file has no rows.', 'Choose a file with rows.');
  const misfits = misfitCount > 0 ? await listMisfits(run, cells, columns) : [];
  return { table: run.table, rowCount, columns, misfitCount, misfits };
}

/** Columns of whole numbers of which some lie beyond 2^53. */
async function longIntegers(
  run: ImportRun,
  cells: string,
  found: readonly { type: string }[],
): Promise<Set<number>> {
  const wide = found.flatMap(({ type }, index) => (/^U?(BIGINT|HUGEINT)$/.test(type) ? [index] : []));
  if (wide.length === 0) return new Set();
  const limits = wide.map(
    (index) => `coalesce(max(c${index}) > ${largestInteger} or min(c${index}) < -${largestInteger}, false)`,
  );
  const [row] = await run.rows(`select ${limits.join(', ')} from ${cells}`);
  return new Set(wide.filter((_, place) => row![place] === true));
}

function parquetColumn(
  name: string,
  index: number,
  sqlType: string,
  chosen: ColumnType | undefined,
): ParquetColumn {
  const cell = `c${index}`;
  const isNested = /\[|^(STRUCT|MAP|UNION|VARIANT)\b/.test(sqlType);
  const text = `nullif(${isNested ? `to_json(${cell})` : cell}::varchar, '')`;
  const own = isNested ? 'text' : naturalType(sqlType);
  const type = chosen ?? own;
  const forced = chosen !== undefined || isNested;
  const column = { name, type, forced, text };
  if (isText(type)) return { ...column, value: text, misfit: 'false' };
  const isOwn = type === own || (type === 'number' && own === 'integer');
  if (!isOwn) {
    const value = exactValue(`(${trimmed(text)})`, { type, forced: true });
    return { ...column, value, misfit: `(${text} is not null and ${value} is null)` };
  }
  if (type === 'date') {
    const time = `floor(epoch_us(try_cast(${cell} as timestamptz)) / 1000e0)`;
    return { ...column, value: time, misfit: `(${cell} is not null and ${time} is null)` };
  }
  if (type === 'boolean') return { ...column, value: `${cell}::integer::double`, misfit: 'false' };
  const number = `${cell}::double`;
  return {
    ...column,
    value: `case when isnan(${number}) then null else ${number} end`,
    misfit: `coalesce(isinf(${number}), false)`,
  };
}

function naturalType(sqlType: string): ColumnType {
  if (/^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/.test(sqlType)) return 'integer';
  if (/^(FLOAT|DOUBLE|DECIMAL)/.test(sqlType)) return 'number';
  if (sqlType === 'BOOLEAN') return 'boolean';
  return /^(DATE|TIMESTAMP)/.test(sqlType) ? 'date' : 'category';
}

async function listMisfits(
  run: ImportRun,
  cells: string,
  columns: readonly ParquetColumn[],
): Promise<ReadRows['misfits']> {
  const places = columns.map(({ misfit }, index) => `when ${misfit} then ${index}`).join(' ');
  const texts = columns.map(({ text }, index) => `when ${index} then ${text}`).join(' ');
  const rows = await run.rows(
    `select line + 1, place, left(case place ${texts} end, 200) from (select *, case ${places} end as place from ${cells}) where place is not null order by line limit ${misfitsListed}`,
  );
  return rows.map(([line, place, text]) => {
    const { name, type } = columns[Number(place)]!;
    return { line: Number(line), kind: 'type', column: name, type, text: String(text) };
  });
}
