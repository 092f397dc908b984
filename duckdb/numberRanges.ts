import type { ImportRun, NumberRange } from './importRun';

/** Columns that are asked for at once: plans of thousands of expressions take long. */
const columnsAtOnce = 100;

/** Such as `[Min: -2.0, Max: 1e+300][Has Null: true, Has No Null: true]`. */
const statistics = /^\[Min: (\S+), Max: (\S+)\]\[Has Null: (?:true|false), Has No Null: (true|false)\]/;

/**
 * The ends of columns of DOUBLE, nulls aside; NaN counts as the largest number. The database keeps them while it writes a table to
 * which nothing is done later; where it does not tell them, it goes through the columns.
 */
export async function numberRanges(
  run: ImportRun,
  table: string,
  indices: readonly number[],
): Promise<Map<number, NumberRange>> {
  const ranges = new Map<number, NumberRange>();
  for (let at = 0; at < indices.length; at += columnsAtOnce) {
    const group = indices.slice(at, at + columnsAtOnce);
    const told = group.map((index) => `stats(c${index})`);
    const [texts = []] = await run.rows(`select ${told.join(', ')} from ${table} limit 1`);
    const untold: number[] = [];
    for (const [place, index] of group.entries()) {
      const range = rangeOf(texts[place]);
      if (range) ranges.set(index, range);
      else untold.push(index);
    }
    if (untold.length === 0) continue;
    const wanted = untold.flatMap((index) => [`min(c${index})`, `max(c${index})`]);
    const [row = []] = (await run.rows(`select ${wanted.join(', ')} from ${table}`)) as (number | null)[][];
    for (const [place, index] of untold.entries())
      ranges.set(index, { min: row[2 * place] ?? 0, max: row[2 * place + 1] ?? 0 });
  }
  return ranges;
}

/** What the text of a column's statistics says; null where that is something else. */
export function rangeOf(text: unknown): NumberRange | null {
  const [, min = '', max = '', present] = statistics.exec(typeof text === 'string' ? text : '') ?? [];
  if (present === undefined) return null;
  if (present === 'false') return { min: 0, max: 0 };
  // No zero is negative.
  return { min: numberOf(min) + 0, max: numberOf(max) + 0 };
}

function numberOf(text: string): number {
  return text.endsWith('inf') ? Number(text.replace('inf', 'Infinity')) : Number(text);
}
