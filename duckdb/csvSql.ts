import type { CleanCsv } from './cleanCsv';
import { isNative, sqlText } from './columnSql';
import type { Sample } from './dialect';
import type { ReadColumn } from './importRun';
import type { MissingWords } from './missingWords';

/** Files of CSV as sources of SQL. Columns are called `c` and their place. */

const smallestLineSize = 2_097_152;

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
      // A quarter of the usual, for every thread; a line has at most two megabytes.
      buffer_size: '8388608',
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
