import type { Predictions } from '../../core/protocol';

/**
 * The first line of a file of predictions. A column of several heads is told apart by what the head predicts.
 */
export function predictionsHeader({ heads }: Predictions): string {
  const several = heads.length > 1;
  const header = ['row', 'part'];
  for (const { columns, outputNames } of heads) {
    const of = several ? ` ${columns.join(' ')}` : '';
    header.push(
      `actual${of}`,
      `predicted${of}`,
      ...outputNames.map((name) => (several ? `${columns.join(' ')}: ${name}` : name)),
    );
  }
  return line(header);
}

/** Lines of the file: one for each row, in the file's order, numbers with every digit they have. */
export function predictionLines(
  { rows, parts, heads }: Predictions,
  first = 0,
  end: number = rows.length,
): string {
  const lines: string[] = [];
  for (let row = first; row < Math.min(end, rows.length); row++) {
    const cells = [String(rows[row]! + 1), parts[row]!];
    for (const { actual, decoded, outputNames, values } of heads) {
      const width = outputNames.length;
      cells.push(
        actual[row]!,
        decoded[row]!,
        ...Array.from(values.subarray(row * width, (row + 1) * width), String),
      );
    }
    lines.push(line(cells));
  }
  return lines.join('');
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\n`;
}

/** Quoted where RFC 4180 asks for it. */
function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
