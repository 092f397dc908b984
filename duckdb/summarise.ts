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
  /** Mean and sum of the squares of the distances from it, in `unit`, of all pieces so far. */
  private mean: number;
  private squares = 0;
  private readonly distinct = new DistinctValues();
  /** Squares of numbers beyond 1e150 are no doubles, so all is measured in this unit, a power of two. */
  private readonly unit: number;
  private readonly histogram = new Float64Array(bins);

  constructor(
    private readonly column: ReadColumn,
    private readonly range: NumberRange,
  ) {
    const { min, max } = range;
    this.unit = Math.max(Math.abs(min), Math.abs(max)) > 1e150 ? 2 ** 600 : 1;
    this.mean = (min / 2 + max / 2) / this.unit;
  }

  /** One loop over the numbers for all but the different ones: the sums of one wait for none of the other. */
  add(values: Float64Array): void {
    const { histogram, mean: middle } = this;
    const { min, max } = this.range;
    const width = max / bins - min / bins;
    const scaledMin = min / width;
    const perUnit = 1 / this.unit;
    let { sum, lost, isWhole } = this;
    let count = 0;
    let distances = 0;
    let squares = 0;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (Number.isNaN(value)) continue;
      count += 1;
      if (isWhole && value !== Math.trunc(value)) isWhole = false;
      // In quarters of a quarter, so that the sum of the largest doubles is one.
      const scaled = value * 2 ** -64 - lost;
      const next = sum + scaled;
      lost = next - sum - scaled;
      sum = next;
      const distance = value * perUnit - middle;
      distances += distance;
      squares += distance * distance;
      // Nothing is less than the least, so that cutting the fraction off is rounding down.
      const bin = width > 0 ? Math.min(bins - 1, (value / width - scaledMin) | 0) : 0;
      histogram[bin]! += 1;
    }
    this.sum = sum;
    this.lost = lost;
    this.isWhole = isWhole;
    if (count > 0) this.join(count, distances / count, squares);
    this.distinct.add(values);
  }

  /**
   * Adds a piece whose numbers are `aside` from the mean so far, in the mean, with these squares of their distances from it
   * (T. Chan, G. Golub, R. LeVeque, 1979).
   */
  private join(count: number, aside: number, squares: number): void {
    const { present } = this;
    this.present = present + count;
    this.squares +=
      Math.max(0, squares - count * aside * aside) + (aside * aside * present * count) / this.present;
    this.mean += (aside * count) / this.present;
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
    const deviation = min === max ? 0 : Math.sqrt(this.squares / present) * unit;
    summary.statistics = { min, max, mean, deviation };
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
