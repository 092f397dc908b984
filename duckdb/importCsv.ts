import type { CsvSource } from '../core/data/source';
import type { ImportRequest } from '../core/data/storedTable';
import { typeOfCells } from './cellTypes';
import { type CleanCsv, cleanCsv, OtherEncoding, refuseBinary, refuseHeaderOnly } from './cleanCsv';
import { isNative, limitOf } from './columnSql';
import { groupRows, originalFile } from './csvSql';
import { type DetectedEncoding, detectEncoding, readSample, type Sample } from './dialect';
import { type FileHead, readHead } from './fileText';
import { type ByteFacts, knowsCellStarts } from './fingerprint';
import { refuse } from './importProblem';
import type { ImportRun, NumberRange, ReadColumn, ReadRows } from './importRun';
import { MissingWords } from './missingWords';
import { numberRanges } from './numberRanges';
import { judge, readClean } from './readClean';
import { exactTable, nativeTable, quickTable, type Source } from './tableSql';

const rowsSampled = 10_000;

export interface CsvImport {
  rows: ReadRows;
  source: CsvSource;
}

interface Reading {
  path: string;
  head: FileHead;
  encoding: DetectedEncoding;
  sample: Sample;
  missing: MissingWords;
  columns: ReadColumn[];
  source: CsvSource;
}

/**
 * Reads a CSV file. Files that are what they seem to be are read by DuckDB as they are; any other is first
 * copied row by row (`cleanCsv`), which knows the line of every row.
 */
export async function importCsv(
  run: ImportRun,
  source: CsvSource,
  types: ImportRequest['types'],
  facts: Promise<ByteFacts>,
): Promise<CsvImport> {
  const reading = await prepare(run, source, types);
  const { encoding, sample } = reading;
  const dialect = sample.dialect;
  const detected: CsvSource = {
    ...source,
    delimiter: dialect.delimiter,
    quote: dialect.quote ?? 'none',
    header: dialect.header,
    encoding: encoding.encoding,
  };
  let rows = (await readAsItIs(run, reading, facts)) ?? (await readCleaned(run, reading, detected));
  if (await settleEmptyColumns(run, reading, rows)) {
    await run.run(`drop table ${rows.table}`);
    rows = (await readAsItIs(run, reading, facts)) ?? (await readCleaned(run, reading, detected));
  }
  return { rows, source: detected };
}

async function prepare(run: ImportRun, source: CsvSource, types: ImportRequest['types']): Promise<Reading> {
  const { path } = source;
  const head = await readHead(path);
  const encoding = detectEncoding(head.bytes, head.isWhole, source.encoding);
  const text = new TextDecoder(encoding.decoder).decode(head.bytes, { stream: !head.isWhole });
  if (text.includes('\0')) throw refuseBinary(path);
  const missing = new MissingWords(source.missingWords);
  const sample = readSample(text, head.isWhole, source, missing);
  if (!sample) throw refuse(path, 'csv.empty', 'The file is empty.', 'Choose a file with a header and rows.');
  if (head.isWhole && sample.rows.length === 0 && sample.dialect.header && sample.otherRows === 0)
    throw refuseHeaderOnly(path, sample.names.length);
  run.bytesPerRow = sample.charactersPerRow;
  const columns = guessColumns(sample.names, sample.rows, types, missing);
  await run.attach(columns.length, groupRows(run.bytesPerRow));
  return { path, head, encoding, sample, missing, columns, source };
}

/** The types that the user has set, and for other columns what the first rows look like. */
export function guessColumns(
  names: readonly string[],
  rows: readonly string[][],
  types: ImportRequest['types'],
  missing: MissingWords,
): ReadColumn[] {
  return names.map((name, index) => {
    const chosen = types && Object.hasOwn(types, name) ? types[name] : undefined;
    if (chosen) return { name, type: chosen, forced: true };
    const type = typeOfCells(cellsOf(rows, index), missing);
    return { name, type: type === 'empty' || type === 'text' ? 'category' : type, forced: false };
  });
}

function* cellsOf(rows: readonly string[][], column: number): Generator<string> {
  for (let row = 0; row < Math.min(rows.length, rowsSampled); row++) yield rows[row]![column]!;
}

/** Null where DuckDB stumbles over a row, or a value has to be told with its line. */
async function readAsItIs(
  run: ImportRun,
  reading: Reading,
  facts: Promise<ByteFacts>,
): Promise<ReadRows | null> {
  const { path, head, encoding, sample, columns, missing } = reading;
  if (encoding.encoding !== 'utf-8' || sample.linesAbove === null || /[*?[\]{}]/.test(path)) return null;
  const from = originalFile(path, head.gzip, sample, missing);
  const exact: Source = { from, hasSpace: true, missing };
  const { table } = run;
  const native = await readNatively(run, reading, facts);
  if (native) return native;
  try {
    await run.read(head.gzip ? exactTable(table, exact, columns) : quickTable(table, from, columns, missing));
    const [[flagged]] = (await run.rows(`select count(*) from ${table} where flag`)) as [[bigint]];
    const { hasZero, hasDigitGroups } = await facts;
    run.check();
    if (hasZero && !head.gzip) throw refuseBinary(path);
    // The bytes of a compressed file tell nothing about underscores, so its values are exact already.
    if (flagged > 0n || (hasDigitGroups && !head.gzip)) {
      const { misfits, retyped } = await judge(run, exact, columns);
      if (misfits > 0) {
        await run.run(`drop table ${table}`);
        return null;
      }
      if (flagged > 0n || retyped) {
        await run.run(`drop table ${table}`);
        await run.read(exactTable(table, exact, columns));
      }
    }
  } catch (error) {
    if (!isReaderError(error)) throw error;
    await run.run(`drop table if exists ${table}`);
    run.rewind();
    return null;
  }
  const [[rowCount]] = (await run.rows(`select count(*) from ${table}`)) as [[bigint]];
  if (rowCount === 0n) throw refuseHeaderOnly(path, columns.length);
  return { table, rowCount: Number(rowCount), columns, misfitCount: 0, misfits: [] };
}

/**
 * The rows where every number is one in the reader's own eyes and loses nothing as one; else null, and a slower way has to tell
 * what is the matter.
 */
async function readNatively(
  run: ImportRun,
  { path, head, sample, columns, missing }: Reading,
  facts: Promise<ByteFacts>,
): Promise<ReadRows | null> {
  if (head.gzip || !columns.some(isNative) || !knowsCellStarts(sample.dialect.delimiter)) return null;
  const { table } = run;
  const from = originalFile(path, false, sample, missing, columns);
  try {
    await run.read(nativeTable(table, from, columns, missing));
    const [[flagged, rowCount]] = (await run.rows(
      `select count(*) filter (flag), count(*) from ${table}`,
    )) as [[bigint, bigint]];
    const { hasZero, hasDigitGroups, hasZeroInFront } = await facts;
    run.check();
    if (hasZero) throw refuseBinary(path);
    const isDoubtful =
      hasDigitGroups || (hasZeroInFront && columns.some((each) => isNative(each) && !each.forced));
    if (flagged === 0n && rowCount > 0n && !isDoubtful) {
      const numbers = columns.flatMap((column, index) => (isNative(column) ? [index] : []));
      const ranges = await numberRanges(run, table, numbers);
      if (numbers.every((index) => areExact(ranges.get(index)!, columns[index]!)))
        return { table, rowCount: Number(rowCount), columns, ranges, misfitCount: 0, misfits: [] };
    }
  } catch (error) {
    if (!isReaderError(error)) throw error;
  }
  await run.run(`drop table if exists ${table}`);
  run.rewind();
  return null;
}

/** Whether no number is larger than those that are exact whole numbers, and each is one. */
function areExact({ min, max }: NumberRange, column: ReadColumn): boolean {
  const limit = limitOf(column);
  return min >= -limit && max <= limit;
}

/** A row that DuckDB cannot read as it should be. */
function isReaderError(error: unknown): boolean {
  const message = error instanceof Error ? error.message : '';
  return /CSV Error|CSV Parser|CSV File|unicode|not utf-8/i.test(message);
}

async function readCleaned(run: ImportRun, reading: Reading, detected: CsvSource): Promise<ReadRows> {
  const { path, head, sample, columns, missing, source } = reading;
  const options = {
    path,
    gzip: head.gzip,
    encoding: reading.encoding,
    encodingIsGuessed: source.encoding === undefined,
    dialect: sample.dialect,
    expected: sample.names.length,
    missing,
  };
  let clean: CleanCsv;
  try {
    clean = await cleanCsv(options, run);
  } catch (error) {
    if (!(error instanceof OtherEncoding)) throw error;
    run.rewind();
    reading.encoding = { encoding: 'latin-1', decoder: 'windows-1252', markBytes: 0 };
    detected.encoding = 'latin-1';
    clean = await cleanCsv({ ...options, encoding: reading.encoding }, run);
  }
  return readClean(run, path, clean, columns, source.misfits ?? 'skip');
}

/** Columns that were empty as far as the sample goes: those with numbers further down are read again. */
async function settleEmptyColumns(run: ImportRun, reading: Reading, rows: ReadRows): Promise<boolean> {
  const { head, sample, missing, columns } = reading;
  if (head.isWhole) return false;
  let changed = false;
  for (const [index, column] of columns.entries()) {
    if (column.forced || column.type !== 'category' || sampledType(sample, index, missing) !== 'empty')
      continue;
    const cell = `c${index}`;
    const found = await run.rows(
      `select ${cell} from ${rows.table} where ${cell} is not null limit ${rowsSampled}`,
    );
    const type = typeOfCells(
      found.map(([value]) => String(value)),
      missing,
    );
    if (type === 'text' || type === 'empty') continue;
    column.type = type;
    changed = true;
  }
  return changed;
}

const sampledType = (sample: Sample, index: number, missing: MissingWords) =>
  typeOfCells(cellsOf(sample.rows, index), missing);
