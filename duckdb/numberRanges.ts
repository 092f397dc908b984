import type { ImportRun, NumberRange } from './importRun';

/** Columns that are asked for at once: plans of thousands of expressions take long. */
const columnsAtOnce = 100;

/** What the database says of columns of DOUBLE. NaN stands for what is no number. */
export async function numberRanges(
  run: ImportRun,
  table: string,
  indices: readonly number[],
): Promise<Map<number, NumberRange>> {
  const ranges = new Map<number, NumberRange>();
  for (let at = 0; at < indices.length; at += columnsAtOnce) {
    const group = indices.slice(at, at + columnsAtOnce);
    const wanted = group.flatMap((index) => [`min(c${index})`, `max(c${index})`, `avg(c${index})`]);
    const [row = []] = (await run.rows(`select ${wanted.join(', ')} from ${table}`)) as (number | null)[][];
    for (const [place, index] of group.entries()) {
      const [min, max, mean] = row.slice(3 * place, 3 * place + 3);
      const from = min ?? 0;
      const to = max ?? 0;
      // The sum of large doubles is none.
      const middle = typeof mean === 'number' && Number.isFinite(mean) ? mean : from / 2 + to / 2;
      ranges.set(index, { min: from, max: to, middle });
    }
  }
  return ranges;
}
