import { categoryLabels } from './encodedNames';
import { readColumn } from './readColumn';
import type { ColumnSpec } from './schema';
import { cellText, type Table } from './table';

/**
 * What stands in the columns in each of the rows, joined by commas, in the words that predictions are made in: the label of a
 * category, true and false. What cannot be read is shown as it stands, and a column that is not there is empty.
 */
export function actualTexts(table: Table, columns: readonly ColumnSpec[], tableRows: Uint32Array): string[] {
  const texts = columns.map((column) => textsOf(table, column, tableRows));
  return Array.from(tableRows, (_, index) => texts.map((each) => each[index]!).join(', '));
}

function textsOf(table: Table, column: ColumnSpec, tableRows: Uint32Array): string[] {
  const cells = table.columns.find(({ name }) => name === column.name);
  if (!cells) return Array.from(tableRows, () => '');
  const words = wordsOf(column);
  if (!words) return Array.from(tableRows, (row) => cellText(cells, row));
  const values = readColumn(cells, column);
  return Array.from(tableRows, (row) => words[values[row]!] ?? cellText(cells, row));
}

function wordsOf(column: ColumnSpec): string[] | null {
  if (column.type === 'boolean') return ['false', 'true'];
  return column.type === 'category' ? categoryLabels(column) : null;
}
