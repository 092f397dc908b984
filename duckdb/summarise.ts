import type { DuckDBMapValue, DuckDBValue } from '@duckdb/node-api';
import type { ColumnSummary } from '../core/data/summary';
import { dateText } from '../core/data/table';
import { isText, sqlDouble, trimmed } from './columnSql';
import type { ImportRun, ReadColumn, ReadRows } from './importRun';

const bins = 24;
const valuesListed = 1000;
/** Columns of numbers with at most this many different ones list them. */
const numberValuesListed = 100;
/** Up to this many different numbers, about, they are counted one by one; of more, a sample of about this size. */
const distinctCounted = 20_000;
/** Columns that one query looks at. */
const columnsAtOnce = 250;
const countsAtOnce = 25;

const categoriesAtMost = 1000;
const categoriesAlways = 10;

/** What each column of the table looks like. Settles which texts are categories, and which numbers are integers. */
export async function summariseRows(run: ImportRun, rows: ReadRows): Promise<ColumnSummary[]> {
  const numeric: number[] = [];
  const texts: number[] = [];
  for (const [index, column] of rows.columns.entries()) (isText(column.type) ? texts : numeric).push(index);
  const summaries: ColumnSummary[] = rows.columns.map(({ name, type }) => ({
    name,
    type,
    missing: rows.rowCount,
    distinct: 0,
  }));
  for (const group of groups(numeric, columnsAtOnce)) await summariseNumbers(run, rows, group, summaries);
  for (const index of texts) await summariseTexts(run, rows, index, summaries[index]!);
  return summaries;
}

function* groups<T>(list: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size);
}

async function summariseNumbers(
  run: ImportRun,
  { table, columns, rowCount }: ReadRows,
  indices: readonly number[],
  summaries: ColumnSummary[],
): Promise<void> {
  const measures = indices.flatMap((index) => {
    const c = `c${index}`;
    return [
      `count(${c})`,
      `min(${c})`,
      `max(${c})`,
      `approx_count_distinct(${c})`,
      `coalesce(bool_and(${c} = trunc(${c})), true)`,
    ];
  });
  const [row] = (await run.rows(`select ${measures.join(', ')} from ${table}`)) as [DuckDBValue[]];
  const found = indices.map((index, place) => {
    const [present, min, max, distinct, isWhole] = row.slice(5 * place) as [
      bigint,
      number,
      number,
      bigint,
      boolean,
    ];
    const summary = summaries[index]!;
    summary.missing = rowCount - Number(present);
    const column = columns[index]!;
    if (column.type === 'integer' && !isWhole && !column.forced) column.type = 'number';
    summary.type = column.type;
    return { index, summary, present: Number(present), min, max, every: samplingOf(Number(distinct)) };
  });
  const present = found.filter((column) => column.present > 0);
  if (present.length === 0) return;
  await measureSpread(run, table, present);
  const few = present.filter(({ summary }) => summary.distinct <= numberValuesListed);
  for (const group of groups(few, countsAtOnce)) await countNumbers(run, table, group);
}

/** One in how many different values is counted, a power of two. `estimate` may be a quarter off. */
function samplingOf(estimate: number): number {
  return 2 ** Math.max(0, Math.floor(Math.log2(Math.max(1, estimate) / distinctCounted)) + 1);
}

interface Found {
  index: number;
  /** One value in so many is counted: those whose hash is a multiple of it. */
  every: number;
  summary: ColumnSummary;
  present: number;
  min: number;
  max: number;
}

/** Different values, mean, deviation and histogram. The deviation is measured from the mean, so that far away from 0 none of it is lost. */
async function measureSpread(run: ImportRun, table: string, found: readonly Found[]): Promise<void> {
  const measures = found.flatMap(({ index, min, max, every }) => {
    const c = `c${index}`;
    // Squares of numbers beyond 1e150 are no doubles.
    const scale = Math.max(Math.abs(min), Math.abs(max)) > 1e150 ? sqlDouble(2 ** -600) : null;
    const scaled = scale ? `${c} * ${scale}` : c;
    const width = (max - min) / bins;
    const edges = Array.from({ length: bins }, (_, bin) =>
      bin === bins - 1 ? max : min + width * (bin + 1),
    );
    const isSpread = width > 0 && Number.isFinite(width);
    const histogram = isSpread ? `histogram(${c}, [${edges.map(sqlDouble).join(', ')}])` : 'null';
    const sampled = every > 1 ? `filter (hash(${c}) % ${every} = 0)` : '';
    return [`avg(${scaled})`, `stddev_pop(${scaled})`, histogram, `count(distinct ${c}) ${sampled}`];
  });
  const [row] = (await run.rows(`select ${measures.join(', ')} from ${table}`)) as [DuckDBValue[]];
  found.forEach(({ summary, present, min, max, every }, place) => {
    const [mean, deviation, histogram, distinct] = row.slice(4 * place) as [
      number,
      number,
      DuckDBMapValue | null,
      bigint,
    ];
    summary.distinct = Number(distinct) * every;
    if (every > 1) summary.distinctIsEstimate = true;
    const unit = Math.max(Math.abs(min), Math.abs(max)) > 1e150 ? 2 ** 600 : 1;
    summary.statistics = { min, max, mean: mean * unit, deviation: deviation * unit };
    summary.histogram = new Array<number>(bins).fill(0);
    if (histogram) {
      for (const [bin, { value }] of histogram.entries.entries())
        summary.histogram[Math.min(bin, bins - 1)]! += Number(value);
    } else summary.histogram[0] = present;
  });
}

/** Every value of a few columns with its count. */
async function countNumbers(run: ImportRun, table: string, found: readonly Found[]): Promise<void> {
  const counts = found.map(
    ({ index }, place) =>
      `(select ${place} as place, c${index} as value, count(*) as n from ${table} where c${index} is not null group by c${index} limit ${2 * numberValuesListed})`,
  );
  const rows = (await run.rows(counts.join(' union all '))) as [number, number, bigint][];
  const values: { value: string; count: number }[][] = found.map(() => []);
  for (const [place, value, n] of rows)
    values[place]!.push({ value: numberText(value, found[place]!.summary.type), count: Number(n) });
  found.forEach(({ summary }, place) => {
    const list = values[place]!;
    if (list.length > numberValuesListed) return;
    summary.values = list.sort(byCount);
  });
}

function numberText(value: number, type: ColumnSummary['type']): string {
  if (type === 'boolean') return value === 0 ? 'false' : 'true';
  return type === 'date' ? dateText(value) : String(value);
}

function byCount(a: { value: string; count: number }, b: { value: string; count: number }): number {
  return b.count - a.count || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);
}

async function summariseTexts(
  run: ImportRun,
  { table, columns, rowCount }: ReadRows,
  index: number,
  summary: ColumnSummary,
): Promise<void> {
  const c = `c${index}`;
  const counted = `select ${trimmed(c)} as value, count(*) as n from ${table} where ${c} is not null group by 1`;
  const rows = (await run.rows(
    `select value, n, count(*) over (), sum(n) over () from (${counted}) order by n desc, value limit ${valuesListed}`,
  )) as [string, bigint, bigint, bigint][];
  const [first] = rows;
  summary.distinct = first ? Number(first[2]) : 0;
  const present = first ? Number(first[3]) : 0;
  summary.missing = rowCount - present;
  summary.values = rows.map(([value, n]) => ({ value, count: Number(n) })).sort(byCount);
  const column: ReadColumn = columns[index]!;
  if (!column.forced) {
    const { distinct } = summary;
    const isCategory =
      distinct <= categoriesAlways || (distinct <= categoriesAtMost && distinct <= present / 2);
    column.type = isCategory ? 'category' : 'text';
  }
  summary.type = column.type;
}
