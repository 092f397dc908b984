import { type Table, textColumn } from '../data/table';

/** Reads CSV text of our own or of the samples (commas, RFC 4180, a header), every cell as the text it is. Throws where rows differ. */
export function readCsv(text: string): Table {
  const [header = [], ...rows] = cellsOf(text);
  const ragged = rows.find((row) => row.length !== header.length);
  if (ragged)
    throw new Error(`a row has ${ragged.length} cells, the header ${header.length}: ${ragged.join()}`);
  const columns = header.map((name, index) =>
    textColumn(
      name,
      rows.map((row) => row[index]!),
    ),
  );
  return { columns, rowCount: rows.length };
}

/** One match for each cell: what stands between quotes, or what stands up to the next comma or line; and what ends it. */
const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  cell.lastIndex = 0;
  while (cell.lastIndex < text.length || row.length > 0) {
    const at = cell.lastIndex;
    const match = cell.exec(text);
    if (!match) throw new Error(`no CSV: ${JSON.stringify(text.slice(at, at + 40))}`);
    const [, quoted, plain = '', end] = match;
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
