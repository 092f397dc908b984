import type { CsvSource } from '../core/data/source';
import type { ImportRequest } from '../core/data/storedTable';
import type { Misfit } from '../core/data/summary';
import { isTolerable, typeOfCells } from './cellTypes';
import { type CleanCsv, cleanCsv, OtherEncoding, refuseBinary, refuseHeaderOnly } from './cleanCsv';
import { exactValue, isCode, isSuspicious, isText, quickValue, sqlText, textCell } from './columnSql';
import { type DetectedEncoding, detectEncoding, readSample, type Sample } from './dialect';
import { type FileHead, readHead } from './fileText';
import type { ByteFacts } from './fingerprint';
import { ImportFailure, refuse } from './importProblem';
import { type ImportRun, misfitsListed, type ReadColumn, type ReadRows } from './importRun';
import { misfitSentence } from './misfitSentence';
import { MissingWords } from './missingWords';

const rowsSampled = 10_000;
const smallestLineSize = 2_097_152;

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
  /** An empty file in the database, attached under this name. */
  target: string;
}

/**
 * Reads a CSV file into `target`. Files that are what they seem to be are read by DuckDB as they are; any other is first
 * copied row by row (`cleanCsv`), which knows the line of every row.
 */
export async function importCsv(
  run: ImportRun,
  target: string,
  source: CsvSource,
  types: ImportRequest['types'],
  facts: Promise<ByteFacts>,
): Promise<CsvImport> {
  const reading = await prepare(run, target, source, types);
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

async function prepare(
  run: ImportRun,
  target: string,
  source: CsvSource,
  types: ImportRequest['types'],
): Promise<Reading> {
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
  const columns = sample.names.map((name, index): ReadColumn => {
    const chosen = types && Object.hasOwn(types, name) ? types[name] : undefined;
    if (chosen) return { name, type: chosen, forced: true };
    const type = typeOfCells(cellsOf(sample.rows, index), missing);
    return { name, type: type === 'empty' ? 'category' : type === 'text' ? 'category' : type, forced: false };
  });
  return { path, head, encoding, sample, missing, columns, source, target };
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
  const { path, head, encoding, sample, columns, target } = reading;
  if (encoding.encoding !== 'utf-8' || sample.linesAbove === null || /[*?[\]{}]/.test(path)) return null;
  const from = originalFile(path, head.gzip, sample, reading.missing);
  const table = `${target}.rows`;
  try {
    await run.read(createTable(table, from, columns, head.gzip ? exactValue : quickValue, reading.missing));
    const [[flagged]] = (await run.rows(`select count(*) from ${table} where flag`)) as [[bigint]];
    const { hasZero, hasDigitGroups } = await facts;
    run.check();
    if (hasZero && !head.gzip) throw refuseBinary(path);
    // The bytes of a compressed file tell nothing about underscores, so its values are exact already.
    if (flagged > 0n || (hasDigitGroups && !head.gzip)) {
      const verdicts = await judge(run, from, columns);
      if (verdicts.some(({ misfits }) => misfits > 0)) {
        await run.run(`drop table ${table}`);
        return null;
      }
      if (flagged > 0n || verdicts.some(({ retyped }) => retyped)) {
        await run.run(`drop table ${table}`);
        await run.read(createTable(table, from, columns, exactValue, reading.missing));
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

/** A row that DuckDB cannot read as it should be. */
function isReaderError(error: unknown): boolean {
  const message = error instanceof Error ? error.message : '';
  return /CSV Error|CSV Parser|CSV File|unicode|not utf-8/i.test(message);
}

async function readCleaned(run: ImportRun, reading: Reading, detected: CsvSource): Promise<ReadRows> {
  const { path, head, sample, columns, missing, source, target } = reading;
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
  const from = cleanFile(clean, columns.length);
  await judge(run, from, columns);
  const table = `${target}.rows`;
  await run.run(createTable(table, from, columns, exactValue, missing, 'not flag'));
  const [[kept]] = (await run.rows(`select count(*) from ${table}`)) as [[bigint]];
  const rowCount = Number(kept);
  const misfitCount = clean.misfitCount + clean.rowCount - rowCount;
  const misfits = [...clean.misfits];
  if (rowCount < clean.rowCount) misfits.push(...(await typeMisfits(run, from, columns)));
  misfits.sort((a, b) => a.line - b.line);
  misfits.length = Math.min(misfits.length, misfitsListed);
  if (misfits[0] && (source.misfits === 'fail' || rowCount === 0))
    throw new ImportFailure(misfitSentence(path, misfits[0], misfitCount));
  return { table, rowCount, columns, misfitCount, misfits };
}

/** Statement that reads every row; `flag` is true where a value is suspicious. */
function createTable(
  table: string,
  from: string,
  columns: readonly ReadColumn[],
  sqlOf: typeof exactValue,
  missing: MissingWords,
  where?: string,
): string {
  const values = columns.map((column, index) => {
    const plan = { ...column, index };
    const cell = `c${index}`;
    return `${isText(column.type) ? textCell(cell, missing) : sqlOf(cell, plan)} as v${index}`;
  });
  const flags = columns.flatMap((column, index) =>
    isText(column.type)
      ? []
      : [isSuspicious(`c${index}`, `v${index}`, { ...column, index }, sqlOf === exactValue)],
  );
  const names = columns.map((_, index) => `v${index} as c${index}`);
  const flag = flags.length > 0 ? `greatest(${flags.join(', ')}, false)` : 'false';
  const inner = `select *, ${values.join(', ')} from ${from}`;
  const typed = `select ${names.join(', ')}, ${flag} as flag from (${inner})`;
  return `create table ${table} as ${where ? `select * exclude (flag) from (${typed}) where ${where}` : typed}`;
}

function originalFile(path: string, gzip: boolean, sample: Sample, missing: MissingWords): string {
  const { delimiter, quote, header } = sample.dialect;
  return readCsv(path, sample.names.length, {
    header: 'false',
    skip: header ? '1' : '0',
    delim: sqlText(delimiter),
    quote: sqlText(quote ?? ''),
    escape: sqlText(quote ?? ''),
    nullstr: `[${missing.spellings.map(sqlText).join(', ')}]`,
    compression: gzip ? "'gzip'" : "'none'",
  });
}

function cleanFile({ path, longestRow }: CleanCsv, columns: number): string {
  return readCsv(
    path,
    columns,
    {
      header: 'false',
      delim: "','",
      quote: `'"'`,
      escape: `'"'`,
      nullstr: "['']",
      compression: "'none'",
      max_line_size: String(Math.max(smallestLineSize, longestRow)),
    },
    `line: 'BIGINT', `,
  );
}

function readCsv(path: string, columns: number, options: Record<string, string>, first = ''): string {
  const names = Array.from({ length: columns }, (_, index) => `c${index}: 'VARCHAR'`).join(', ');
  const set = Object.entries(options).map(([name, value]) => `${name} = ${value}`);
  return `read_csv(${sqlText(path)}, auto_detect = false, columns = {${first}${names}}, ${set.join(', ')})`;
}

/**
 * Counts for every column the cells that do not fit its type, and gives the columns with more of them than a few in a
 * hundred, or with codes that only look like numbers, another type.
 */
async function judge(
  run: ImportRun,
  from: string,
  columns: ReadColumn[],
): Promise<{ misfits: number; retyped: boolean }[]> {
  const judged = columns
    .map((column, index) => ({ column, index }))
    .filter(({ column }) => !isText(column.type));
  if (judged.length === 0) return [];
  const counts = judged.flatMap(({ column, index }) => {
    const cell = `c${index}`;
    const isNumber = column.type === 'number' || column.type === 'integer';
    return [
      `count(${cell})`,
      `count(*) filter (${cell} is not null and ${exactValue(cell, { ...column, index })} is null)`,
      isNumber && !column.forced ? `count(*) filter (${isCode(cell)})` : '0::bigint',
    ];
  });
  const [row] = (await run.rows(`select ${counts.join(', ')} from ${from}`)) as [bigint[]];
  return judged.map(({ column }, place) => {
    const [present, misfits, codes] = row.slice(3 * place, 3 * place + 3).map(Number) as [
      number,
      number,
      number,
    ];
    if (column.forced || (codes === 0 && isTolerable(misfits, present))) return { misfits, retyped: false };
    column.type = 'category';
    return { misfits: 0, retyped: true };
  });
}

/** The first rows with a value that does not fit, by its line and the first column to blame. */
async function typeMisfits(run: ImportRun, from: string, columns: readonly ReadColumn[]): Promise<Misfit[]> {
  const typed = columns
    .map((column, index) => ({ column, index }))
    .filter(({ column }) => !isText(column.type));
  const cells = typed.map(({ column, index }) => {
    const cell = `c${index}`;
    return `case when ${exactValue(cell, { ...column, index })} is null then left(${cell}, 200) end`;
  });
  const found = cells.map((cell, place) => `${cell} as m${place}`);
  const any = cells.map((_, place) => `m${place}`).join(', ');
  const rows = await run.rows(
    `select line, ${any} from (select line, ${found.join(', ')} from ${from}) where coalesce(${any}, null) is not null order by line limit ${misfitsListed}`,
  );
  return rows.map(([line, ...texts]) => {
    const place = texts.findIndex((text) => text !== null);
    const { name, type } = typed[place]!.column;
    return { line: Number(line), kind: 'type', column: name, type, text: String(texts[place]) };
  });
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
