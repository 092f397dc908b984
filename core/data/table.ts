/**
 * Cells by column, as they were read: numbers where the file's column holds numbers only, else each different text once and
 * a code for every row. Dates are numbers, in milliseconds since 1970 (UTC); booleans are 0 and 1.
 */
export type TableColumn =
  | { name: string; kind: 'number' | 'boolean' | 'date'; values: Float64Array /* NaN where missing */ }
  | { name: string; kind: 'text'; codes: Int32Array /* −1 where missing */; texts: string[] };

export interface Table {
  columns: TableColumn[];
  rowCount: number;
}

/** A column of texts; the words for nothing stay what they are. */
export function textColumn(name: string, cells: readonly string[]): TableColumn {
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(cells, (cell) => {
    const known = codeOf.get(cell);
    if (known !== undefined) return known;
    codeOf.set(cell, codeOf.size);
    return codeOf.size - 1;
  });
  return { name, kind: 'text', codes, texts: [...codeOf.keys()] };
}

/** The text of a cell; empty where it is missing. */
export function cellText(column: TableColumn, row: number): string {
  if (column.kind === 'text') return column.texts[column.codes[row]!] ?? '';
  const value = column.values[row]!;
  if (Number.isNaN(value)) return '';
  switch (column.kind) {
    case 'number':
      return String(value);
    case 'boolean':
      return value === 0 ? 'false' : 'true';
    case 'date':
      return dateText(value);
    default:
      throw column satisfies never;
  }
}

/** ISO 8601 in UTC; midnight is left out. Empty for what no calendar reaches, 270,000 years from now or more. */
export function dateText(milliseconds: number): string {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return '';
  const text = date.toISOString();
  if (text.endsWith('T00:00:00.000Z')) return text.slice(0, -14);
  return text.endsWith('.000Z') ? text.slice(0, -5) : text.slice(0, -1);
}

/** The text of every cell. */
export function cellTexts(column: TableColumn): string[] {
  const rows = column.kind === 'text' ? column.codes.length : column.values.length;
  return Array.from({ length: rows }, (_, row) => cellText(column, row));
}
