import { categoryOf, isMissing, parseBoolean, parseDate, parseNumber } from './cells';
import { distributionOf, finiteOf } from './histogram';
import { readColumn } from './readColumn';
import { meanAndDeviation } from './scaling';
import type { ColumnSpec, ColumnType } from './schema';
import type { ColumnSummary } from './summary';
import { cellText, type Table, type TableColumn } from './table';

const valuesListed = 1000;
/** A column of numbers with at most this many different ones may be meant as categories, so they are listed too. */
const numberValuesListed = 100;
/** A column of texts has categories where it has this few different ones, or that many and each of them twice on average. */
const categoriesAlways = 10;
const categoriesAtMost = 1000;

/** What each column of a table in memory looks like, by the same rules as the columns of a file. */
export function summariseColumns(table: Table): ColumnSummary[] {
  return table.columns.map((column) => {
    const type = measurableType(column);
    return type ? summariseNumbers(column, type, table.rowCount) : summariseTexts(column, table.rowCount);
  });
}

type Measurable = Extract<ColumnType, 'number' | 'integer' | 'boolean' | 'date'>;

/** The type of a column whose cells are all numbers, words for yes and no, or dates; else null. */
function measurableType(column: TableColumn): Measurable | null {
  if (column.kind === 'number') return finiteOf(column.values).every(Number.isInteger) ? 'integer' : 'number';
  if (column.kind !== 'text') return column.kind;
  const present = column.texts.filter((text) => !isMissing(text));
  if (present.length === 0 || present.some(losesAsNumber)) return null;
  const numbers = present.map(parseNumber);
  if (numbers.every((value) => value !== null)) return numbers.every(Number.isInteger) ? 'integer' : 'number';
  if (present.every((text) => parseBoolean(text) !== null)) return 'boolean';
  return present.every((text) => parseDate(text) !== null) ? 'date' : null;
}

/** A zero in front (007), or digits beyond 2⁵³: text that would be another as a number. */
function losesAsNumber(text: string): boolean {
  const cell = text.trim();
  if (/^[+-]?0\d/.test(cell)) return parseNumber(cell) !== null;
  return /^[+-]?\d+$/.test(cell) && !Number.isSafeInteger(Number(cell));
}

function summariseNumbers(column: TableColumn, type: Measurable, rowCount: number): ColumnSummary {
  const { name } = column;
  const values = finiteOf(readColumn(column, specOf(name, type)));
  const missing = rowCount - values.length;
  if (values.length === 0) return { name, type, missing, distinct: 0 };
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const { min, max, counts: histogram } = distributionOf(values);
  const statistics = { min, max, ...meanAndDeviation(values) };
  const summary = { name, type, missing, distinct: counts.size, statistics, histogram };
  if (counts.size > numberValuesListed) return summary;
  const text = (value: number) => cellText({ name, kind: kindOf(type), values: Float64Array.of(value) }, 0);
  return { ...summary, values: mostFrequentFirst(Array.from(counts, ([value, n]) => [text(value), n])) };
}

const kindOf = (type: Measurable) => (type === 'integer' ? 'number' : type);

function specOf(name: string, type: Measurable): ColumnSpec {
  if (type === 'boolean') return { name, type };
  return type === 'date'
    ? { name, type, parts: ['elapsed'], scaling: 'none' }
    : { name, type, scaling: 'none' };
}

function summariseTexts(column: TableColumn, rowCount: number): ColumnSummary {
  const counts = new Map<string, number>();
  let present = 0;
  for (let row = 0; row < rowCount; row++) {
    const value = categoryOf(cellText(column, row));
    if (isMissing(value)) continue;
    present += 1;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const distinct = counts.size;
  const isCategory =
    distinct <= categoriesAlways || (distinct <= categoriesAtMost && distinct <= present / 2);
  return {
    name: column.name,
    type: isCategory ? 'category' : 'text',
    missing: rowCount - present,
    distinct,
    values: mostFrequentFirst([...counts]).slice(0, valuesListed),
  };
}

/** Equal counts in the order of their texts. */
function mostFrequentFirst(
  counts: readonly (readonly [string, number])[],
): { value: string; count: number }[] {
  const all = counts.map(([value, count]) => ({ value, count }));
  return all.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
