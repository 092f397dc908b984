import { categoryOf, isMissing, parseBoolean, parseDate, parseNumber } from './cells';
import type { ColumnOf, ColumnSpec } from './schema';
import { cellText, type TableColumn } from './table';

/** Where a cell holds something that its column cannot mean. A missing cell is NaN. */
const unreadable = Number.POSITIVE_INFINITY;

/**
 * The cells of a column as numbers: the number itself, 0 or 1, milliseconds since 1970, or the index of the category. NaN where a
 * cell is missing, `unreadable` where it does not fit the column's type or names no category of it.
 */
export function readColumn(cells: TableColumn, column: ColumnSpec): Float64Array {
  const read = textReader(column);
  if (cells.kind === 'text') {
    const meanings = Float64Array.from(cells.texts, read);
    const values = new Float64Array(cells.codes.length);
    for (let row = 0; row < values.length; row++) {
      const code = cells.codes[row]!;
      values[row] = code < 0 ? Number.NaN : meanings[code]!;
    }
    return values;
  }
  const { values } = cells;
  switch (column.type) {
    case 'number':
      return cells.kind === 'date' ? keepWhere(values, () => false) : values;
    case 'integer':
      return keepWhere(values, (value) => cells.kind !== 'date' && Number.isInteger(value));
    case 'boolean':
      return keepWhere(values, (value) => cells.kind !== 'date' && (value === 0 || value === 1));
    case 'date':
      // The number of a year is no date.
      return cells.kind === 'date' ? values : keepWhere(values, () => false);
    case 'category':
    case 'text':
      return readTexts(cells, read);
    default:
      throw column satisfies never;
  }
}

/** The same array where all values fit or are missing; else a copy in which the others are unreadable. */
function keepWhere(values: Float64Array, fits: (value: number) => boolean): Float64Array {
  let kept = values;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value) || fits(value)) continue;
    if (kept === values) kept = values.slice();
    kept[row] = unreadable;
  }
  return kept;
}

/** Numbers taken for what their text says; each different one is read once. */
function readTexts(cells: TableColumn & { values: Float64Array }, read: (text: string) => number) {
  const meanings = new Map<number, number>();
  return cells.values.map((value, row) => {
    if (Number.isNaN(value)) return value;
    const known = meanings.get(value);
    if (known !== undefined) return known;
    const meaning = read(cellText(cells, row));
    meanings.set(value, meaning);
    return meaning;
  });
}

/** What one text means in a column. */
export function textReader(column: ColumnSpec): (text: string) => number {
  const orMissing = (parse: (text: string) => number | null) => (text: string) =>
    isMissing(text) ? Number.NaN : (parse(text) ?? unreadable);
  switch (column.type) {
    case 'number':
      return orMissing(parseNumber);
    case 'integer':
      return orMissing((text) => {
        const value = parseNumber(text);
        return value !== null && Number.isInteger(value) ? value : null;
      });
    case 'boolean':
      return orMissing(parseBoolean);
    case 'date':
      return orMissing(parseDate);
    case 'category':
      return categoryReader(column);
    case 'text':
      return orMissing(() => null);
    default:
      throw column satisfies never;
  }
}

/** A word for nothing counts as a category only where the project lists it. */
function categoryReader({ categories }: ColumnOf<'category'>): (text: string) => number {
  const indexes = new Map<string, number>();
  categories.forEach((category, index) => {
    const key = categoryOf(category);
    if (!indexes.has(key)) indexes.set(key, index);
  });
  // 1.0 in a file of numbers is the category "1".
  const byNumber = new Map<number, number>();
  for (const [text, index] of indexes) {
    const value = parseNumber(text);
    if (value !== null && !byNumber.has(value)) byNumber.set(value, index);
  }
  return (text) => {
    const exact = indexes.get(categoryOf(text));
    if (exact !== undefined) return exact;
    if (isMissing(text)) return Number.NaN;
    const value = parseNumber(text);
    return (value === null ? undefined : byNumber.get(value)) ?? unreadable;
  };
}

const typeNames = {
  number: 'a number',
  integer: 'a whole number',
  boolean: 'yes or no',
  date: 'a date',
  category: 'one of its categories',
  text: 'something that can be encoded',
} as const satisfies Record<ColumnSpec['type'], string>;

/** Why a cell cannot be used, in words that follow the column's name. */
export function cellFault(cell: string, column: ColumnSpec): string {
  if (isMissing(cell)) return 'is empty';
  const shown = JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}…` : cell);
  return `holds ${shown}, which is not ${typeNames[column.type]}`;
}
