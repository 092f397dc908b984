import type { CsvSource } from '../core/data/source';
import type { Misfit } from '../core/data/summary';
import { isTolerable } from './cellTypes';
import type { CleanCsv } from './cleanCsv';
import { isText } from './columnSql';
import { cleanFile } from './csvSql';
import { ImportFailure } from './importProblem';
import { type ImportRun, misfitsListed, type ReadColumn, type ReadRows } from './importRun';
import { misfitSentence } from './misfitSentence';
import { countMisfits, exactTable, listMisfits, type Source, typeGroups } from './tableSql';

/** Rows that need a close look: which cells do not fit the type of their column, and what becomes of them. */

/** Reads the copy of a file. */
export async function readClean(
  run: ImportRun,
  path: string,
  clean: CleanCsv,
  columns: ReadColumn[],
  rule: NonNullable<CsvSource['misfits']>,
): Promise<ReadRows> {
  await run.attach(columns.length);
  const { table } = run;
  const from: Source = { from: cleanFile(clean, columns.length), hasSpace: clean.hasSpace, missing: null };
  await judge(run, from, columns);
  await run.run(exactTable(table, from, columns, 'not flag'));
  const [[kept]] = (await run.rows(`select count(*) from ${table}`)) as [[bigint]];
  const rowCount = Number(kept);
  const misfitCount = clean.misfitCount + clean.rowCount - rowCount;
  const misfits = [...clean.misfits];
  if (rowCount < clean.rowCount) misfits.push(...(await typeMisfits(run, from, columns)));
  misfits.sort((a, b) => a.line - b.line);
  misfits.length = Math.min(misfits.length, misfitsListed);
  if (misfits[0] && (rule === 'fail' || rowCount === 0))
    throw new ImportFailure(misfitSentence(path, misfits[0], misfitCount));
  return { table, rowCount, columns, misfitCount, misfits };
}

/**
 * Counts for every column the cells that do not fit its type, and gives the columns with more of them than a few in a
 * hundred, or with codes that only look like numbers, another type. True where a type changed.
 */
export async function judge(run: ImportRun, from: Source, columns: ReadColumn[]): Promise<Verdict> {
  const verdict = { misfits: 0, retyped: false };
  for (const group of typeGroups(columns).filter(({ type }) => !isText(type))) {
    for (const [place, present, misfits, codes] of await run.rows(countMisfits(from, group))) {
      const column = columns[group.indices[Number(place)]!]!;
      const isWrong = Number(codes) > 0 || !isTolerable(Number(misfits), Number(present));
      if (isWrong && !column.forced) {
        column.type = 'category';
        verdict.retyped = true;
      } else verdict.misfits += Number(misfits);
    }
  }
  return verdict;
}

interface Verdict {
  misfits: number;
  retyped: boolean;
}

/** The first rows with a value that does not fit, by its line and the first column to blame. */
async function typeMisfits(run: ImportRun, from: Source, columns: readonly ReadColumn[]): Promise<Misfit[]> {
  const byLine = new Map<number, { index: number; text: string }>();
  for (const group of typeGroups(columns).filter(({ type }) => !isText(type))) {
    for (const [line, place, text] of await run.rows(listMisfits(from, group, misfitsListed))) {
      const index = group.indices[Number(place)]!;
      const before = byLine.get(Number(line));
      if (!before || index < before.index) byLine.set(Number(line), { index, text: String(text) });
    }
  }
  return [...byLine].map(([line, { index, text }]) => {
    const { name, type } = columns[index]!;
    return { line, kind: 'type', column: name, type, text };
  });
}
