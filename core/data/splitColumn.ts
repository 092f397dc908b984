import { categoryOf, isMissing, parseNumber } from './cells';
import { readColumn } from './readColumn';
import type { RowPart } from './rowPart';
import type { ColumnOf, ColumnSpec } from './schema';
import type { TableColumn } from './table';

/** What the column of a split says of every row of the table. */

/**
 * Where a row stands: numbers and dates by size, categories and texts in ascending order of their texts (by value where all
 * are numbers). NaN where the cell is missing, infinite where it cannot be read.
 */
export function orderKeys(cells: TableColumn, spec: ColumnSpec): Float64Array {
  const isOrdered = spec.type !== 'category' && spec.type !== 'text';
  if (isOrdered) return readColumn(cells, spec);
  if (cells.kind !== 'text') return cells.values;
  const byNumber = readColumn(cells, { name: spec.name, type: 'number', scaling: 'none' });
  const present = cells.texts.filter((text) => !isMissing(text));
  if (present.every((text) => parseNumber(text) !== null)) return byNumber;
  const texts = [...new Set(present.map(categoryOf))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return readColumn(cells, categoriesOf(spec.name, texts));
}

/**
 * The part of every row, as an index into `rowParts`. Values that are not listed mean training, and so does a missing cell unless
 * the empty text is listed. `1` is the same value as `1.0`.
 */
export function partsByValue(
  { cells, spec }: { cells: TableColumn; spec: ColumnSpec },
  parts: Readonly<Record<string, RowPart>>,
  rowParts: readonly RowPart[],
): Uint8Array {
  const values = Object.keys(parts);
  const places = readColumn(cells, categoriesOf(spec.name, values));
  const partOf = Uint8Array.from(values, (value) => rowParts.indexOf(parts[value]!));
  const training = rowParts.indexOf('train');
  const empty = Object.hasOwn(parts, '') ? rowParts.indexOf(parts['']!) : training;
  const found = new Uint8Array(places.length);
  for (let row = 0; row < found.length; row++) {
    const place = places[row]!;
    if (Number.isNaN(place)) found[row] = empty;
    else found[row] = Number.isFinite(place) ? partOf[place]! : training;
  }
  return found;
}

function categoriesOf(name: string, categories: string[]): ColumnOf<'category'> {
  return { name, type: 'category', categories };
}
