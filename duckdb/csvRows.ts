/** One row of a CSV file, as it stands in the file. */
export interface CsvRow {
  cells: string[];
  /** Line on which it begins, from 1. */
  line: number;
  /** The line after its last one. */
  nextLine: number;
  /** Nothing but space, and no quotes. */
  blank: boolean;
  /** `after`: a quoted cell goes on after its closing quote; `open`: it is never closed. */
  fault?: 'after' | 'open';
  /** The row as it stands, cut to 200 characters. */
  text: string;
}

const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const shownLength = 200;
const charactersAtOnce = 16_384;

/**
 * Reads rows from text that comes in pieces (RFC 4180). A line ends with LF, CR LF or CR, also mixed; a quote inside a
 * quoted cell is written twice; space around the quotes is no part of the cell; a quote inside a cell that does not begin
 * with one is an ordinary character.
 */
export class CsvReader {
  private cells: string[] = [];
  private cell = '';
  private shown = '';
  private line = 1;
  private startLine = 1;
  private state: 'start' | 'plain' | 'quoted' | 'quote' | 'closed' | 'bad' = 'start';
  private rowIsEmpty = true;
  private hasQuotes = false;
  private fault: CsvRow['fault'];
  private afterReturn = false;
  private readonly delimiter: number;
  private readonly quote: number;

  constructor(
    delimiter: string,
    quote: string | null,
    private readonly onRow: (row: CsvRow) => void,
  ) {
    this.delimiter = delimiter.charCodeAt(0);
    this.quote = quote === null ? -1 : quote.charCodeAt(0);
  }

  push(text: string): void {
    const { delimiter, quote } = this;
    let at = 0;
    let rowStart = 0;
    if (this.afterReturn && text.charCodeAt(0) === lineFeed && text.length > 0) {
      // The second half of a CR LF that the pieces cut in two.
      if (this.state === 'quoted') this.cell += '\n';
      at = 1;
      rowStart = 1;
    }
    if (text.length > 0) this.afterReturn = false;
    let from = at;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (this.state === 'quoted') {
        if (code === quote) {
          this.cell += text.slice(from, at);
          this.state = 'quote';
        } else if (code === lineFeed) this.line += 1;
        else if (code === carriageReturn) {
          this.line += 1;
          if (at + 1 === text.length) this.afterReturn = true;
          else if (text.charCodeAt(at + 1) === lineFeed) at += 1;
        }
        continue;
      }
      if (this.state === 'quote' && code === quote) {
        // Written twice: one quote of the cell.
        this.state = 'quoted';
        from = at;
        continue;
      }
      if (code === delimiter || code === lineFeed || code === carriageReturn) {
        if (this.state === 'plain' || this.state === 'bad' || this.state === 'start')
          this.cell += text.slice(from, at);
        this.cells.push(this.cell);
        this.cell = '';
        this.state = this.state === 'bad' && code === delimiter ? 'bad' : 'start';
        this.rowIsEmpty = false;
        if (code !== delimiter) {
          if (code === carriageReturn) {
            if (at + 1 === text.length) this.afterReturn = true;
            else if (text.charCodeAt(at + 1) === lineFeed) at += 1;
          }
          this.line += 1;
          this.show(text, rowStart, at);
          this.finishRow();
          rowStart = at + 1;
        }
        from = at + 1;
        continue;
      }
      switch (this.state) {
        case 'start':
          this.rowIsEmpty = false;
          if (code === quote) {
            this.hasQuotes = true;
            this.cell = '';
            this.state = 'quoted';
            from = at + 1;
          } else if (code !== space) this.state = 'plain';
          break;
        case 'quote':
        case 'closed':
          if (code === space) this.state = 'closed';
          else {
            this.fault = 'after';
            this.state = 'bad';
            from = at;
          }
          break;
        default:
      }
    }
    if (this.state === 'plain' || this.state === 'bad' || this.state === 'start' || this.state === 'quoted')
      this.cell += text.slice(from);
    this.show(text, rowStart, text.length);
  }

  /** The last row, where the file does not end with a line ending. */
  end(): void {
    if (this.rowIsEmpty) return;
    if (this.state === 'quoted') this.fault = 'open';
    this.cells.push(this.cell);
    this.line += 1;
    this.finishRow();
  }

  private show(text: string, from: number, to: number): void {
    const left = shownLength - this.shown.length;
    if (left > 0) this.shown += text.slice(from, Math.min(to, from + left));
  }

  private finishRow(): void {
    const { cells, startLine, line, fault, shown, hasQuotes } = this;
    const blank = !hasQuotes && cells.length === 1 && cells[0]!.trim() === '';
    const row: CsvRow = {
      cells,
      line: startLine,
      nextLine: line,
      blank,
      text: shown.replace(/[\r\n]+$/, ''),
    };
    if (fault) row.fault = fault;
    this.cells = [];
    this.cell = '';
    this.shown = '';
    this.state = 'start';
    this.startLine = line;
    this.rowIsEmpty = true;
    this.hasQuotes = false;
    this.fault = undefined;
    this.onRow(row);
  }
}

/** All rows of a text, or its first ones that are not blank and those between them. */
export function readCsvRows(
  text: string,
  delimiter: string,
  quote: string | null,
  atMost = Number.POSITIVE_INFINITY,
): CsvRow[] {
  const rows: CsvRow[] = [];
  let filled = 0;
  const reader = new CsvReader(delimiter, quote, (row) => {
    rows.push(row);
    if (!row.blank) filled += 1;
  });
  for (let at = 0; at < text.length && filled < atMost; at += charactersAtOnce)
    reader.push(text.slice(at, at + charactersAtOnce));
  if (filled < atMost) reader.end();
  return rows;
}
