import { uniqueColumnNames } from '../core/data/columnNames';
import type { CsvSource, TextEncoding } from '../core/data/source';
import { cellKind, typeOfCells } from './cellTypes';
import { type CsvRow, readCsvRows } from './csvRows';
import type { MissingWords } from './missingWords';

/** How the text of a file is cut into cells. */
export interface Dialect {
  delimiter: string;
  /** Null where no character quotes. */
  quote: '"' | "'" | null;
  header: boolean;
}

/** The bytes of a file as text: its encoding in words for TextDecoder, and the length of the byte order mark. */
export interface DetectedEncoding {
  encoding: TextEncoding;
  decoder: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  markBytes: number;
}

const delimiters = [',', ';', '\t', '|'];
const rowsCompared = 200;

/**
 * A byte order mark decides; then zero bytes in every other place, which text in UTF-16 has; then whether the bytes are
 * UTF-8. What is left is Latin-1, read as Windows-1252, in which spreadsheets in western Europe save.
 * `isWhole` says that `head` is the whole file: its end may then not be half a character.
 */
export function detectEncoding(head: Uint8Array, isWhole: boolean, wanted?: TextEncoding): DetectedEncoding {
  const starts = (...bytes: number[]) => bytes.every((byte, index) => head[index] === byte);
  const utf8Mark = starts(0xef, 0xbb, 0xbf) ? 3 : 0;
  const littleEndian: DetectedEncoding = { encoding: 'utf-16', decoder: 'utf-16le', markBytes: 0 };
  const bigEndian: DetectedEncoding = { encoding: 'utf-16', decoder: 'utf-16be', markBytes: 0 };
  if (wanted === undefined || wanted === 'utf-16') {
    if (starts(0xff, 0xfe)) return { ...littleEndian, markBytes: 2 };
    if (starts(0xfe, 0xff)) return { ...bigEndian, markBytes: 2 };
    const order = utf16Order(head);
    if (order !== null || wanted === 'utf-16') return order === 'big' ? bigEndian : littleEndian;
  }
  if (wanted === 'utf-8' || (wanted === undefined && (utf8Mark > 0 || isUtf8(head, isWhole))))
    return { encoding: 'utf-8', decoder: 'utf-8', markBytes: utf8Mark };
  return { encoding: 'latin-1', decoder: 'windows-1252', markBytes: 0 };
}

/** Where nearly every second byte is zero, and the others never are, the text is UTF-16 in this order of bytes. */
function utf16Order(head: Uint8Array): 'little' | 'big' | null {
  const length = Math.min(head.length, 1000) & ~1;
  if (length < 4) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < length; at += 2) {
    if (head[at] === 0) even += 1;
    if (head[at + 1] === 0) odd += 1;
  }
  if (even === 0 && odd > length * 0.35) return 'little';
  return odd === 0 && even > length * 0.35 ? 'big' : null;
}

function isUtf8(head: Uint8Array, isWhole: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}

/** What the first text of a file tells. Rows are those below the header. */
export interface Sample {
  dialect: Dialect;
  names: string[];
  /** Rows with as many cells as the first. */
  rows: string[][];
  /** How many rows have another number of cells. */
  otherRows: number;
  /** Lines above the first row of data; null where they are not one for the header (or none without one). */
  linesAbove: 0 | 1 | null;
  /** Bytes would be more exact; this is for a guess of how many rows a file has. */
  charactersPerRow: number;
}

/** `isWhole` says that `text` is the whole file, so that its last row is complete. Null where there is nothing in it. */
export function readSample(
  text: string,
  isWhole: boolean,
  source: Pick<CsvSource, 'delimiter' | 'quote' | 'header'>,
  missing: MissingWords,
): Sample | null {
  const quote = source.quote === 'none' ? null : (source.quote ?? detectQuote(text));
  const read = (delimiter: string) => {
    const rows = readCsvRows(text, delimiter, quote);
    if (!isWhole && rows.length > 1) rows.pop();
    return rows;
  };
  const delimiter = source.delimiter ?? detectDelimiter(text.slice(0, 200_000), quote);
  const all = read(delimiter);
  const firstAt = all.findIndex((row) => !row.blank);
  const first = all[firstAt];
  if (!first) return null;
  const below = all.slice(firstAt + 1).filter((row) => !row.blank || first.cells.length === 1);
  const rows = below.map((row) => row.cells).filter((cells) => cells.length === first.cells.length);
  const header = source.header ?? looksLikeHeader(first.cells, rows, missing);
  const names = header ? first.cells : first.cells.map(() => '');
  return {
    dialect: { delimiter, quote, header },
    names: uniqueColumnNames(names),
    otherRows: below.length - rows.length,
    rows: header ? rows : [first.cells, ...rows],
    linesAbove: firstAt > 0 ? null : linesOf(first, header),
    charactersPerRow: text.length / Math.max(1, all.length),
  };
}

function linesOf(first: CsvRow, header: boolean): 0 | 1 | null {
  if (!header) return 0;
  return first.nextLine === first.line + 1 ? 1 : null;
}

/**
 * The delimiter that cuts most rows into as many cells as the first row, which has at least two; of several, the one with
 * most cells, then in the order of the list.
 */
function detectDelimiter(text: string, quote: string | null): string {
  let best = { delimiter: ',', share: 0, cells: 1 };
  for (const delimiter of delimiters) {
    const rows = readCsvRows(text, delimiter, quote, rowsCompared)
      .filter((row) => !row.blank)
      .slice(0, rowsCompared);
    const cells = rows[0]?.cells.length ?? 1;
    if (cells < 2) continue;
    const share = rows.filter((row) => row.cells.length === cells).length / rows.length;
    if (share > best.share || (share === best.share && cells > best.cells))
      best = { delimiter, share, cells };
  }
  return best.delimiter;
}

/** Single quotes where cells begin and end with them and none begins with a double one. */
function detectQuote(text: string): '"' | "'" {
  const start = text.slice(0, 100_000);
  if (/(^|[,;\t|\r\n]) *"/.test(start)) return '"';
  const quoted = start.match(/(^|[,;\t|\r\n])'(?:[^'\r\n]|'')*'(?=[,;\t|\r\n]|$)/g)?.length ?? 0;
  const opened = start.match(/(^|[,;\t|\r\n])'/g)?.length ?? 0;
  return quoted >= 2 && quoted === opened ? "'" : '"';
}

/**
 * The first row is data where it has a value for every column of numbers, dates or booleans below it, and there is such a
 * column. Numbers that count up from cell to cell (1, 2, 3 or 2019, 2020) are names all the same, unless all rows do so.
 */
function looksLikeHeader(
  first: readonly string[],
  rows: readonly string[][],
  missing: MissingWords,
): boolean {
  if (rows.length === 0) return true;
  const typed = first
    .map((cell, column) => ({
      cell,
      column,
      type: typeOfCells(
        rows.slice(0, 1000).map((row) => row[column]!),
        missing,
      ),
    }))
    .filter(({ type }) => type !== 'text' && type !== 'empty');
  if (typed.length === 0) return true;
  const fits = ({ cell, type }: (typeof typed)[number]) => {
    const kind = cellKind(cell, missing);
    return (
      kind === type || (type === 'number' && kind === 'integer') || (type === 'integer' && kind === 'number')
    );
  };
  if (!typed.every(fits)) return true;
  const countsUp = (cells: readonly string[]) => {
    const numbers = typed.map(({ column }) => Number(cells[column]));
    return numbers.length > 1 && numbers.every((n, at) => at === 0 || n === numbers[at - 1]! + 1);
  };
  return countsUp(first) && !rows.slice(0, 10).every(countsUp);
}
