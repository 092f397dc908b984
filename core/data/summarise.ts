import { categoryOf, isMissing, parseNumber } from './cells';
import { meanAndDeviation, range } from './scaling';
import type { ColumnSummary } from './summary';
import { cellText, type Table } from './table';

const valuesListed = 1000;
/** A column of numbers with at most this many different ones may be meant as categories, so they are listed too. */
const numberValuesListed = 100;

/** What each column of a table looks like. Numbers are finite decimals; a column with any other text is a category. */
export function summariseColumns(table: Table): ColumnSummary[] {
  return table.columns.map((column) => {
    const cells = Array.from({ length: table.rowCount }, (_, row) => cellText(column, row));
    return summariseColumn(column.name, cells);
  });
}

function summariseColumn(name: string, cells: readonly string[]): ColumnSummary {
  const present = cells.filter((cell) => !isMissing(cell));
  const missing = cells.length - present.length;
  const numbers = readNumbers(present);
  if (!numbers || present.length === 0) {
    const values = countValues(present);
    return {
      name,
      type: 'category',
      missing,
      distinct: values.length,
      values: values.slice(0, valuesListed),
    };
  }
  const distinct = new Set(numbers).size;
  const summary = { name, type: 'number' as const, missing, distinct, statistics: statisticsOf(numbers) };
  return distinct > numberValuesListed
    ? summary
    : { ...summary, values: countValues(present).slice(0, valuesListed) };
}

/** All cells as numbers, or null where one is none. */
function readNumbers(cells: readonly string[]): Float64Array | null {
  const numbers = new Float64Array(cells.length);
  for (let index = 0; index < cells.length; index++) {
    const number = parseNumber(cells[index]!);
    if (number === null) return null;
    numbers[index] = number;
  }
  return numbers;
}

/** Most frequent first, equal counts in alphabetical order. */
function countValues(cells: readonly string[]): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const cell of cells) {
    const value = categoryOf(cell);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const all = Array.from(counts, ([value, count]) => ({ value, count }));
  return all.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function statisticsOf(values: Float64Array): NonNullable<ColumnSummary['statistics']> {
  return { ...range(values), ...meanAndDeviation(values) };
}
