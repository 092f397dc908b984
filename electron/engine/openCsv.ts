import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseCsv } from '../../core/data/csv';
import { summariseColumns } from '../../core/data/summarise';
import { cellText, type Table } from '../../core/data/table';
import type { Problem } from '../../core/graph/problem';
import type { DataSummary } from '../../core/protocol';
import { fileProblem } from '../files/fileProblem';
import { decodeText } from '../files/readText';

export type OpenedCsv =
  | { ok: true; table: Table; summary: Omit<DataSummary, 'dataId'> }
  | { ok: false; problem: Problem };

const previewRows = 100;

/** A string in V8 holds at most 2^29 − 24 characters; a table needs several times its text in memory besides. */
const largestFile = 500 * 1024 * 1024;

/** Reads a CSV file whole: its table, and what the window is told of it. */
export async function openCsv(path: string): Promise<OpenedCsv> {
  let bytes: Uint8Array;
  try {
    const { size } = await stat(path);
    if (size > largestFile) return { ok: false, problem: tooLarge(path, size) };
    bytes = await readFile(path);
  } catch (error) {
    return { ok: false, problem: fileProblem(error, 'read', path) };
  }
  const parsed = parseCsv(decodeText(bytes));
  if (!parsed.ok) {
    return {
      ok: false,
      problem: { ...parsed.problem, message: `"${basename(path)}": ${parsed.problem.message}` },
    };
  }
  const { table, delimiter, ragged, raggedCount } = parsed;
  const summary = {
    fileName: basename(path),
    path,
    bytes: bytes.byteLength,
    rowCount: table.rowCount,
    delimiter,
    columns: summariseColumns(table),
    raggedCount,
    ragged,
    preview: tableRows(table, 0, previewRows),
  };
  return { ok: true, table, summary };
}

/** The cells of at most `count` rows from row `first` on, as text. */
export function tableRows(table: Table, first: number, count: number): string[][] {
  const end = Math.min(first + count, table.rowCount);
  const rows: string[][] = [];
  for (let row = first; row < end; row++) rows.push(table.columns.map((column) => cellText(column, row)));
  return rows;
}

function tooLarge(path: string, size: number): Problem {
  const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024).toLocaleString('en-US');
  return {
    code: 'data.tooLarge',
    message: `"${basename(path)}" has ${megabytes(size)} MB; at most ${megabytes(largestFile)} MB can be read.`,
    hint: 'Split the file, or leave out columns that are not needed.',
  };
}
