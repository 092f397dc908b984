import type { CleanCsv } from './cleanCsv';
import { isNative, sqlText } from './columnSql';
import type { Sample } from './dialect';
import type { ReadColumn } from './importRun';
import type { MissingWords } from './missingWords';

/** Files of CSV as sources of SQL. Columns are called `c` and their place. */

const smallestLineSize = 2_097_152;
/** What a thread reads at a time: less than the usual 32 MB, for the memory; a line has at most two megabytes. */
const bufferBytes = 4_194_304;
/**
 * The same of wide rows, which are put together from several buffers: each of these has its price in time and memory for every column,
 * so that some rows have to share it.
 */
const wideBufferBytes = { least: 8_388_608, most: 33_554_432, rows: 1024 };
const vectorRows = 2048;
const usualGroupRows = 122_880;
const fewestGroupRows = 4 * vectorRows;

/**
 * How many rows of a file are written together: what is surely in one buffer, so that a thread writes what it has read without a
 * second copy in memory that puts buffers together. Null, for the usual, where these were too few.
 */
export function groupRows(bytesPerRow: number): number | null {
  const rows = Math.floor((0.95 * bufferBytes) / bytesPerRow / vectorRows) * vectorRows;
  return rows >= fewestGroupRows && rows < usualGroupRows ? rows : null;
}

function bufferSize(bytesPerRow: number): number {
  if (groupRows(bytesPerRow) !== null) return bufferBytes;
  const { least, most, rows } = wideBufferBytes;
  return Math.min(most, Math.max(least, Math.ceil(rows * bytesPerRow)));
}

/**
 * A file of somebody's as SQL: texts, but numbers in those of the columns `native` that are to be the reader's own; null where missing.
 */
export function originalFile(
  path: string,
  gzip: boolean,
  sample: Sample,
  missing: MissingWords,
  native: readonly ReadColumn[] = [],
): string {
  const { delimiter, quote, header } = sample.dialect;
  return readCsv(
    path,
    sample.names.length,
    {
      header: 'false',
      skip: header ? '1' : '0',
      delim: sqlText(delimiter),
      quote: sqlText(quote ?? ''),
      escape: sqlText(quote ?? ''),
      nullstr: `[${missing.spellings.map(sqlText).join(', ')}]`,
      compression: gzip ? "'gzip'" : "'none'",
      buffer_size: String(bufferSize(sample.charactersPerRow)),
    },
    '',
    native,
  );
}

/** The copy of a file, with the line of every row first. */
export function cleanFile({ path, longestRow }: CleanCsv, columns: number): string {
  return readCsv(
    path,
    columns,
    {
      header: 'false',
      delim: "','",
      quote: `'"'`,
      escape: `'"'`,
      nullstr: "['']",
      // Else a carriage return inside a cell is taken for the end of a line.
      new_line: "'\\n'",
      compression: "'none'",
      max_line_size: String(Math.max(smallestLineSize, longestRow)),
    },
    `line: 'BIGINT', `,
  );
}

function readCsv(
  path: string,
  columns: number,
  options: Record<string, string>,
  first = '',
  native: readonly ReadColumn[] = [],
): string {
  const typeOf = (index: number) => (native[index] && isNative(native[index]) ? 'DOUBLE' : 'VARCHAR');
  const names = Array.from({ length: columns }, (_, index) => `c${index}: '${typeOf(index)}'`).join(', ');
  const set = Object.entries(options).map(([name, value]) => `${name} = ${value}`);
  return `read_csv(${sqlText(path)}, auto_detect = false, columns = {${first}${names}}, ${set.join(', ')})`;
}
