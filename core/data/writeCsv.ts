/** CSV text of a header and rows: commas, quotes where needed (RFC 4180), one line feed after each row. */
export function formatCsv(rows: Iterable<readonly string[]>): string {
  const lines: string[] = [];
  for (const row of rows) {
    // A row of one empty cell would be a blank line, which readers pass over.
    lines.push(row.length === 1 && row[0] === '' ? '""' : row.map(formatCell).join(','));
  }
  return lines.map((line) => `${line}\n`).join('');
}

function formatCell(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
