import { open } from 'node:fs/promises';
import type { Misfit } from '../core/data/summary';
import { CsvReader, type CsvRow } from './csvRows';
import type { DetectedEncoding, Dialect } from './dialect';
import { filePieces } from './fileText';
import { count, refuse } from './importProblem';
import { type ImportRun, misfitsListed } from './importRun';
import type { MissingWords } from './missingWords';

/** A copy of a CSV file that any reader understands, with the line of each row as first cell, and what was left out. */
export interface CleanCsv {
  path: string;
  rowCount: number;
  misfitCount: number;
  misfits: Misfit[];
  /** Bytes of the longest row. */
  longestRow: number;
  /** Some cells have space around them. */
  hasSpace: boolean;
}

export interface CleaningOptions {
  path: string;
  gzip: boolean;
  encoding: DetectedEncoding;
  /** The encoding is a guess; bytes that are not UTF-8 after a beginning in ASCII then mean another one. */
  encodingIsGuessed: boolean;
  dialect: Dialect;
  /** Cells of a row. */
  expected: number;
  missing: MissingWords;
}

/** Thrown where the beginning of a file looks like UTF-8, and the rest does not. */
export class OtherEncoding extends Error {}

/**
 * Reads the file row by row: rows with another number of cells, bad quotes or bytes that are no text are counted and left
 * out, blank lines are passed over (in a file of one column they are empty cells).
 */
export async function cleanCsv(options: CleaningOptions, run: ImportRun): Promise<CleanCsv> {
  const { path, gzip, encoding, dialect, expected } = options;
  const clean: CleanCsv = {
    path: run.temporaryPath('.csv'),
    rowCount: 0,
    misfitCount: 0,
    misfits: [],
    longestRow: 0,
    hasSpace: false,
  };
  const out = await open(clean.path, 'w');
  try {
    const decoder = new TextDecoder(encoding.decoder);
    const validator = encoding.decoder === 'utf-8' ? new TextDecoder('utf-8', { fatal: true }) : null;
    let isAscii = true;
    let isBroken = false;
    const rows = new RowCleaner(clean, options, () => isBroken);
    for await (const piece of filePieces(path, gzip, {
      signal: run.signal,
      onRaw: (raw) => run.advance(raw.length),
    })) {
      if (validator && !isBroken) {
        const faultless = isValid(validator, piece);
        if (!faultless && isAscii && options.encodingIsGuessed) throw new OtherEncoding();
        isBroken = !faultless;
        isAscii &&= piece.every((byte) => byte < 0x80);
      }
      const text = decoder.decode(piece, { stream: true });
      if (text.includes('\0')) throw refuseBinary(path);
      rows.push(text);
      await out.write(rows.take());
    }
    run.check();
    rows.push(decoder.decode());
    rows.end();
    await out.write(rows.take());
  } finally {
    await out.close();
  }
  const first = clean.misfits[0];
  if (clean.rowCount === 0) {
    if (first?.kind === 'cells') {
      throw refuse(
        path,
        'csv.ragged',
        `The ${dialect.header ? 'header' : 'first row'} has ${count(expected, 'cell')}, but none of the ${count(clean.misfitCount, 'row')} below it does: line ${first.line} has ${first.cells}.`,
        'Check that every line uses the same delimiter as the header.',
      );
    }
    throw refuseHeaderOnly(path, expected);
  }
  return clean;
}

function isValid(validator: InstanceType<typeof TextDecoder>, piece: Uint8Array): boolean {
  try {
    validator.decode(piece, { stream: true });
    return true;
  } catch {
    return false;
  }
}

export function refuseBinary(path: string) {
  return refuse(
    path,
    'csv.binary',
    'This is not a text file: there are zero bytes in it.',
    'Save the table as CSV in UTF-8 and import that.',
  );
}

export function refuseHeaderOnly(path: string, columns: number) {
  return refuse(
    path,
    'csv.headerOnly',
    `The file has a header with ${count(columns, 'column')}, but no rows below it.`,
    'Choose a file with rows.',
  );
}

/** Rows as they are read, to rows as they are written. */
class RowCleaner {
  private lines: string[] = [];
  private headerIsAhead: boolean;
  private readonly reader: CsvReader;

  constructor(
    private readonly clean: CleanCsv,
    private readonly options: CleaningOptions,
    private readonly isBroken: () => boolean,
  ) {
    const { dialect } = options;
    this.headerIsAhead = dialect.header;
    this.reader = new CsvReader(dialect.delimiter, dialect.quote, (row) => this.add(row));
  }

  push(text: string): void {
    this.reader.push(text);
  }

  end(): void {
    this.reader.end();
  }

  take(): string {
    const text = this.lines.join('');
    this.lines = [];
    return text;
  }

  private add(row: CsvRow): void {
    const { path, expected } = this.options;
    if (
      row.blank &&
      (expected > 1 || this.headerIsAhead || (this.clean.rowCount === 0 && !this.options.dialect.header))
    )
      return;
    if (row.fault === 'open') {
      throw refuse(
        path,
        'csv.quote',
        `A quoted cell in the row that begins on line ${row.line} is never closed.`,
        'Close the quote, and write a quote inside a quoted cell twice.',
      );
    }
    if (this.headerIsAhead) {
      this.headerIsAhead = false;
      return;
    }
    const { line, text } = row;
    if (row.fault) this.leaveOut({ line, kind: 'quote', text });
    else if (row.cells.length !== expected)
      this.leaveOut({ line, kind: 'cells', cells: row.cells.length, expected, text });
    else if (this.isBroken() && row.cells.some((cell) => cell.includes('\ufffd')))
      this.leaveOut({ line, kind: 'encoding', text });
    else this.write(row);
  }

  private leaveOut(misfit: Misfit): void {
    this.clean.misfitCount += 1;
    if (this.clean.misfits.length < misfitsListed) this.clean.misfits.push(misfit);
  }

  private write({ cells, line }: CsvRow): void {
    const { missing } = this.options;
    let text = String(line);
    for (const cell of cells) {
      if (missing.has(cell)) text += ',';
      else if (needsQuotes.test(cell)) {
        text += `,"${cell.replaceAll('"', '""')}"`;
        this.clean.hasSpace ||= cell.trim() !== cell;
      } else text += `,${cell}`;
    }
    text += '\n';
    this.clean.rowCount += 1;
    // A character is at most three bytes of UTF-8 for each unit of UTF-16.
    this.clean.longestRow = Math.max(this.clean.longestRow, text.length * 3);
    this.lines.push(text);
  }
}

const needsQuotes = /[",\r\n]|^\s|\s$/;
