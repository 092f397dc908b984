/// <reference path="./papaparse.d.ts" />
import Papa from 'papaparse';
import type { Problem } from '../graph/problem';
import { uniqueColumnNames } from './columnNames';
import { type Table, textColumn } from './table';

/** A row that does not have as many cells as the header. */
export interface RaggedRow {
  /** Line in the file, from 1. */
  line: number;
  cells: number;
  expected: number;
  text: string;
}

export type ParsedCsv =
  | {
      ok: true;
      table: Table;
      delimiter: string;
      /** The first rows that were left out because their number of cells is not the header's. */
      ragged: RaggedRow[];
      raggedCount: number;
    }
  | { ok: false; problem: Problem };

const raggedListed = 100;
const raggedTextLength = 200;
const delimiters = [',', ';', '\t', '|'];

/**
 * Reads a CSV file: the first line that is not blank is the header, blank lines are passed over, and the delimiter is
 * detected among comma, semicolon, tab and bar. Quoting is that of RFC 4180; any line ending will do, also mixed.
 */
export function parseCsv(text: string): ParsedCsv {
  const withoutMark = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (withoutMark.includes('\0')) {
    return refuse(
      'csv.binary',
      'This is not a text file: there are zero bytes in it.',
      'Save the table as CSV in UTF-8 and import that.',
    );
  }
  const unix = withoutMark.includes('\r') ? withoutMark.replace(/\r\n?/g, '\n') : withoutMark;
  if (unix.trim() === '')
    return refuse('csv.empty', 'The file is empty.', 'Choose a file with a header and rows.');

  const guess = { newline: '\n', delimitersToGuess: delimiters, preview: 10, skipEmptyLines: true } as const;
  const { delimiter } = Papa.parse(unix, guess).meta;
  const { data, errors } = Papa.parse(unix, { newline: '\n', delimiter });
  const quoteError = errors.find((error) => error.type === 'Quotes');
  if (quoteError) return refuseQuote(quoteError.code, firstLines(data)[quoteError.row ?? 0] ?? 1);
  return toTable(data, delimiter);
}

function toTable(rows: string[][], delimiter: string): ParsedCsv {
  const lines = firstLines(rows);
  const headerAt = rows.findIndex((row) => !isBlank(row));
  const names = uniqueColumnNames(rows[headerAt]!);
  const cells = names.map((): string[] => []);
  const ragged: RaggedRow[] = [];
  let raggedCount = 0;
  let rowCount = 0;
  // In a file of one column a blank line is an empty cell, but the end of the last line is not.
  const end = isBlank(rows.at(-1)!) ? rows.length - 1 : rows.length;
  for (let index = headerAt + 1; index < end; index++) {
    const row = rows[index]!;
    if (row.length === names.length) {
      for (let column = 0; column < row.length; column++) cells[column]!.push(row[column]!);
      rowCount += 1;
    } else if (!isBlank(row)) {
      raggedCount += 1;
      if (ragged.length < raggedListed) {
        const shown = row.join(delimiter).slice(0, raggedTextLength);
        ragged.push({ line: lines[index]!, cells: row.length, expected: names.length, text: shown });
      }
    }
  }
  const first = ragged[0];
  if (rowCount === 0 && first) {
    return refuse(
      'csv.ragged',
      `The header has ${count(names.length, 'cell')}, but none of the ${count(raggedCount, 'row')} below it does: line ${first.line} has ${first.cells}.`,
      'Check that every line uses the same delimiter as the header.',
    );
  }
  if (rowCount === 0) {
    const header = `The file has a header with ${count(names.length, 'column')}, but no rows below it.`;
    return refuse('csv.headerOnly', header, 'Choose a file with rows.');
  }
  const columns = names.map((name, index) => textColumn(name, cells[index]!));
  return { ok: true, table: { columns, rowCount }, delimiter, ragged, raggedCount };
}

/** Line in the file, from 1, on which each row begins: a quoted cell may run over several lines. */
function firstLines(rows: readonly string[][]): Uint32Array {
  const lines = new Uint32Array(rows.length);
  let line = 1;
  rows.forEach((row, index) => {
    lines[index] = line;
    line += 1;
    for (const cell of row) {
      for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) line += 1;
    }
  });
  return lines;
}

function isBlank(row: readonly string[]): boolean {
  return row.length === 1 && row[0]!.trim() === '';
}

function refuseQuote(code: string, line: number): ParsedCsv {
  const message =
    code === 'MissingQuotes'
      ? `A quoted cell in the row that begins on line ${line} is never closed.`
      : `A quoted cell in the row that begins on line ${line} goes on after its closing quote.`;
  return refuse('csv.quote', message, 'Close the quote, and write a quote inside a quoted cell twice.');
}

function refuse(code: string, message: string, hint: string): ParsedCsv {
  return { ok: false, problem: { code, message, hint } };
}

function count(n: number, what: string): string {
  return `${n.toLocaleString('en-US')} ${what}${n === 1 ? '' : 's'}`;
}
