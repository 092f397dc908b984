import type { ColumnSummary } from '../core/data/summary';
import { dateText } from '../core/data/table';
import { isText, trimmed } from './columnSql';
import { DistinctValues } from './distinctValues';
import type { ImportRun, NumberRange, ReadColumn, ReadRows } from './importRun';
import { numberRanges } from './numberRanges';
import { doublesOf, loadedValue } from './typedColumns';

const bins = 24;
const valuesListed = 1000;
/** Columns of numbers with at most this many different ones list them. */
const numberValuesListed = 100;
/** Columns of numbers that are read at once. */
const columnsAtOnce = 100;
/** Numbers between two looks at the messages of the process. */
const numbersAtOnce = 100_000;

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

/** The ends of the columns first, in the database; then everything else in one reading of them. */
async function summariseNumbers(
  run: ImportRun,
  rows: ReadRows,
  indices: readonly number[],
  summaries: ColumnSummary[],
): Promise<void> {
  const unknown = indices.filter((index) => !rows.ranges?.has(index));
  const ranges = new Map([...(rows.ranges ?? []), ...(await numberRanges(run, rows.table, unknown))]);
  const measured = indices.map((index) => new NumberMeasure(rows.columns[index]!, ranges.get(index)!));
  await readNumbers(run, rows, indices, (place, values) => measured[place]!.add(values));
  for (const [place, index] of indices.entries()) summaries[index] = measured[place]!.summary(rows.rowCount);
}

async function readNumbers(
  run: ImportRun,
  { table, columns }: ReadRows,
  indices: readonly number[],
  take: (place: number, values: Float64Array) => void,
): Promise<void> {
  const values = indices.map((index) => loadedValue(index, columns[index]!.type));
  await run.scan(`select ${values.join(', ')} from ${table}`, async (chunk) => {
    let since = 0;
    for (const place of indices.keys()) {
      take(place, doublesOf(chunk.getColumnVector(place)).subarray(0, chunk.rowCount));
      since += chunk.rowCount;
      if (since < numbersAtOnce) continue;
      since = 0;
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
}

class NumberMeasure {
  private present = 0;
  private isWhole = true;
  private sum = 0;
  /** What rounding has taken from the sum (W. Kahan). */
  private lost = 0;
  /** Sums of distances from the middle and of their squares, in `unit`. */
  private distances = 0;
  private squares = 0;
  private readonly distinct = new DistinctValues();
  /** Squares of numbers beyond 1e150 are no doubles, so all is measured in this unit. */
  private readonly unit: number;
  private readonly histogram = new Float64Array(bins);

  constructor(
    private readonly column: ReadColumn,
    private readonly range: NumberRange,
  ) {
    this.unit = Math.max(Math.abs(range.min), Math.abs(range.max)) > 1e150 ? 2 ** 600 : 1;
  }

  add(values: Float64Array): void {
    this.sumUp(values);
    this.spread(values);
    this.distinct.add(values);
  }

  private sumUp(values: Float64Array): void {
    let { present, sum, lost, isWhole } = this;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (Number.isNaN(value)) continue;
      present += 1;
      if (isWhole && value !== Math.trunc(value)) isWhole = false;
      // In quarters of a quarter, so that the sum of the largest doubles is one.
      const scaled = value * 2 ** -64 - lost;
      const next = sum + scaled;
      lost = next - sum - scaled;
      sum = next;
    }
    this.present = present;
    this.sum = sum;
    this.lost = lost;
    this.isWhole = isWhole;
  }

  private spread(values: Float64Array): void {
    const { unit, histogram } = this;
    const { min, max, middle } = this.range;
    const width = max / bins - min / bins;
    const scaledMin = min / width;
    const scaledMiddle = middle / unit;
    let { distances, squares } = this;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (Number.isNaN(value)) continue;
      const distance = value / unit - scaledMiddle;
      distances += distance;
      squares += distance * distance;
      const bin = width > 0 ? Math.min(bins - 1, Math.floor(value / width - scaledMin)) : 0;
      histogram[bin]! += 1;
    }
    this.distances = distances;
    this.squares = squares;
  }

  summary(rowCount: number): ColumnSummary {
    const { column, present, distinct, unit } = this;
    const { min, max } = this.range;
    if (column.type === 'integer' && !this.isWhole && !column.forced) column.type = 'number';
    const { name, type } = column;
    const summary: ColumnSummary = { name, type, missing: rowCount - present, distinct: distinct.count };
    if (!distinct.isExact) summary.distinctIsEstimate = true;
    if (present === 0) return summary;
    const mean = Math.min(max, Math.max(min, (this.sum / present) * 2 ** 64));
    // Distances are from the middle, which is as near to the mean as a sum is that was rounded.
    const aside = this.distances / present;
    const variance = Math.max(0, this.squares / present - aside * aside);
    summary.statistics = { min, max, mean, deviation: min === max ? 0 : Math.sqrt(variance) * unit };
    summary.histogram = [...this.histogram];
    if (distinct.isExact && distinct.count <= numberValuesListed) {
      const values = Array.from(distinct.entries(), ([value, count]) => ({
        value: numberText(value, type),
        count,
      }));
      summary.values = values.sort(byCount);
    }
    return summary;
  }
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
