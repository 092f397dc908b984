/** Numbers and tables for people, as they are written in the window: 4 significant digits, thousands separated. */

export function figure(value: number): string {
  const rounded = Number(value.toPrecision(4));
  const text =
    rounded !== 0 && Math.abs(rounded) < 1e-4
      ? rounded.toExponential().replace('e-', 'e−')
      : rounded.toLocaleString('en-US', { maximumFractionDigits: 10 });
  return text.replace(/^-/, '−');
}

export function whole(value: number): string {
  return value.toLocaleString('en-US');
}

export function percent(share: number): string {
  return `${figure(100 * share)} %`;
}

export function count(value: number, what: string): string {
  return `${whole(value)} ${what}${value === 1 ? '' : 's'}`;
}

/** Columns side by side, two spaces between them; those named in `right` are flush right. */
export function formatTable(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  const lines = rows.map((row) => {
    const cells = row.map((cell, column) => {
      const width = widths[column]!;
      return right.includes(column) ? cell.padStart(width) : cell.padEnd(width);
    });
    return cells.join('  ').trimEnd();
  });
  return `${lines.join('\n')}\n`;
}
