import { open } from 'node:fs/promises';
import { uniqueColumnNames } from '../core/data/columnNames';
import type { FileSource } from '../core/data/source';
import type { ImportRequest } from '../core/data/storedTable';
import type { Misfit } from '../core/data/summary';
import type { CleanCsv } from './cleanCsv';
import { filePieces, readHead } from './fileText';
import { guessColumns } from './importCsv';
import { refuse } from './importProblem';
import { type ImportRun, misfitsListed, type ReadRows } from './importRun';
import { MissingWords } from './missingWords';
import { readClean } from './readClean';

type JsonLinesSource = Extract<FileSource, { kind: 'jsonLines' }>;

const rowsSampled = 10_000;
/** Text written at once. */
const writtenAtOnce = 1_000_000;

/**
 * Reads a file with a JSON object on every line. Its columns are all keys, in the order in which they first come up; a key
 * that an object does not have, null and "" are missing; what is nested is text in JSON.
 */
export async function importJsonLines(
  run: ImportRun,
  source: JsonLinesSource,
  types: ImportRequest['types'],
): Promise<ReadRows> {
  const { path } = source;
  const { gzip } = await readHead(path);
  const { keys, lines, misfits, misfitCount } = await findKeys(run, path, gzip);
  if (keys.length === 0) {
    if (lines === 0)
      throw refuse(
        path,
        'csv.empty',
        'The file is empty.',
        'Choose a file with a JSON object on every line.',
      );
    throw refuse(
      path,
      'json.format',
      `There is no JSON object on any line: line ${misfits[0]?.line ?? 1} is the first.`,
      'Choose a file with a JSON object on every line.',
    );
  }
  run.rewind();
  const clean: CleanCsv = {
    path: run.temporaryPath('.csv'),
    rowCount: 0,
    misfitCount,
    misfits,
    longestRow: 0,
    hasSpace: true,
  };
  const sample = await writeRows(run, path, gzip, keys, clean);
  // JSON has its own word for nothing.
  const missing = new MissingWords([]);
  const columns = guessColumns(uniqueColumnNames(keys), sample, types, missing);
  return readClean(run, path, clean, columns, 'skip');
}

async function* fileLines(
  run: ImportRun,
  path: string,
  gzip: boolean,
): AsyncGenerator<[line: number, text: string]> {
  const decoder = new TextDecoder('utf-8');
  const options = { signal: run.signal, onRaw: (raw: Buffer) => run.advance(raw.length) };
  let rest = '';
  let line = 0;
  for await (const piece of filePieces(path, gzip, options)) {
    const parts = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = parts.pop()!;
    for (const text of parts) {
      line += 1;
      if (text.trim() !== '') yield [line, text];
    }
  }
  run.check();
  rest += decoder.decode();
  if (rest.trim() !== '') yield [line + 1, rest];
}

async function findKeys(run: ImportRun, path: string, gzip: boolean) {
  const keys = new Set<string>();
  const misfits: Misfit[] = [];
  let misfitCount = 0;
  let lines = 0;
  for await (const [line, text] of fileLines(run, path, gzip)) {
    lines += 1;
    const object = parseObject(text);
    if (object) for (const key of Object.keys(object)) keys.add(key);
    else {
      misfitCount += 1;
      if (misfits.length < misfitsListed) misfits.push({ line, kind: 'json', text: text.slice(0, 200) });
    }
  }
  return { keys: [...keys], lines, misfits, misfitCount };
}

/** Writes the objects as rows, and answers the first of them. */
async function writeRows(
  run: ImportRun,
  path: string,
  gzip: boolean,
  keys: readonly string[],
  clean: CleanCsv,
): Promise<string[][]> {
  const out = await open(clean.path, 'w');
  const sample: string[][] = [];
  try {
    let text = '';
    for await (const [line, json] of fileLines(run, path, gzip)) {
      const object = parseObject(json);
      if (!object) continue;
      const cells = keys.map((key) => (Object.hasOwn(object, key) ? cellOf(object[key]) : ''));
      if (sample.length < rowsSampled) sample.push(cells);
      const row = `${line},${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`;
      clean.rowCount += 1;
      clean.longestRow = Math.max(clean.longestRow, row.length * 3);
      text += row;
      if (text.length < writtenAtOnce) continue;
      await out.write(text);
      text = '';
    }
    await out.write(text);
  } finally {
    await out.close();
  }
  return sample;
}

// A text, or a whole number of so many digits that it may lose some of them.
const textOrLongInteger = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

/** Null where the line is no JSON object. Whole numbers too long for a double become texts. */
function parseObject(line: string): Record<string, unknown> | null {
  const kept = /\d{16}/.test(line)
    ? line.replace(textOrLongInteger, (part) => (part.startsWith('"') ? part : `"${part}"`))
    : line;
  try {
    const value: unknown = JSON.parse(kept);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
