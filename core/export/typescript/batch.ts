import { outputNames } from '../../data/decode';
import { fittedWidth } from '../../data/encode';
import { isUnscaled } from '../../data/scaling';
import type { FittedColumn } from '../../data/schema';
import { listLiteral, quote } from '../literals';
import { featureColumns, type TrainedModel } from '../model';
import { type Answer, type OutputArrays, unscaledValue } from './answers';
import { code } from './code';
import type { AddHelper } from './helpers';

/** `predictBatch`, and what it needs beside the forward pass. */
export function writeBatch(
  model: TrainedModel,
  encoders: readonly { name: string; source: string }[],
): { exports: string[]; helpers: string[] } {
  const columns = featureColumns(model);
  const outputs = model.heads.flatMap((head) => outputNames(head.columns));
  const width = String(outputWidth(model));
  const encode = encoders.map(({ name }) => `    ${name}(rows, from);`).join('\n');
  const list = (name: string, items: readonly string[]) =>
    code`export const ${name}«: readonly string[]» = ${listLiteral(items.map(quote), '', 50)};`;
  return {
    exports: [
      code`/** What the numbers of a row of \`predictBatch\` are. */\n${list(
        'rowColumns',
        columns.map((column) => column.name),
      )}`,
      code`/** What the numbers of a row of its result are. */\n${list('outputNames', outputs)}`,
      code`/**
 * Predicts many rows at once. \`rows\` holds one number for each of \`rowColumns\`, row after row: the value itself, the place of a
 * category in its list, counted from 0, 1 or 0 for true or false, or days since 1970 (UTC) for a date. The result holds one number for each of \`outputNames\`, row after row: probabilities of
 * labels, numbers in their own units. A row with a missing value (NaN) that
 * nothing stands in for gives NaN.
 */
export function predictBatch(rows«: Float32Array»)«: Float32Array» {
  const count = rows.length / ${String(columns.length)};
  if (!Number.isInteger(count)) {
    throw new RangeError(\`Every row needs ${String(columns.length)} numbers, but \${String(rows.length)} do not make whole rows.\`);
  }
  const results = new Float32Array(count * ${width});
  for (let row = 0; row < count; row++) {
    const from = row * ${String(columns.length)};
    if (!isComplete(rows, from)) {
      results.fill(Number.NaN, row * ${width}, (row + 1) * ${width});
      continue;
    }
${encode}
    run();
    collect(results, row * ${width});
  }
  return results;
}`,
    ],
    helpers: [...encoders.map(({ source }) => source), writeIsComplete(columns)],
  };
}

/** The function that says whether a row of a batch can be predicted, and the lists that it reads. */
function writeIsComplete(columns: readonly FittedColumn[]): string {
  const lists: string[] = [];
  const checks: string[] = [];
  if (columns.some(({ fill }) => fill !== undefined)) {
    const standIns = columns.map(({ fill }) => String(fill !== undefined));
    lists.push(
      `/** Whether something stands in for a missing value of a column. */\nconst hasStandIn = ${listLiteral(standIns, '', 20)};`,
    );
    checks.push('    if (Number.isNaN(value) && hasStandIn[i] === true) continue;');
  }
  checks.push('    if (!Number.isFinite(value)) return false;');
  if (columns.some(({ type }) => type === 'category')) {
    const counts = columns.map((column) => (column.type === 'category' ? column.categories.length : 0));
    lists.push(
      `/** How many categories each column has; 0 for a number. */\nconst categoryCounts = ${listLiteral(counts.map(String), '', 24)};`,
    );
    checks.push(
      code`    const count = categoryCounts[i]«!»;`,
      '    if (count > 0 && !(Number.isInteger(value) && value >= 0 && value < count)) return false;',
    );
  }
  return [
    ...lists,
    code`/** Whether every value of the row that starts at \`from\` is there. */
function isComplete(rows«: Float32Array», from«: number»)«: boolean» {
  for (let i = 0; i < ${String(columns.length)}; i++) {
    const value = rows[from + i]«!»;
${checks.join('\n')}
  }
  return true;
}`,
  ].join('\n\n');
}

export function outputWidth(model: TrainedModel): number {
  return model.heads.reduce(
    (sum, head) => sum + head.columns.reduce((width, column) => width + fittedWidth(column), 0),
    0,
  );
}

/** The function that puts all outputs side by side. */
export function writeCollect(
  model: TrainedModel,
  { outputs, scores }: OutputArrays,
  answers: readonly Answer[],
  addHelper: AddHelper,
): string {
  const lines: string[] = [];
  let at = 0;
  const place = (offset: number) => (offset === 0 ? 'start' : `start + ${offset}`);
  model.heads.forEach((head, index) => {
    lines.push(`  into.set(${outputs[index]}, ${place(at)});`);
    for (const { head: of, start, kind } of answers) {
      if (of !== index || !('scaling' in kind) || isUnscaled(kind.scaling)) continue;
      const value = code`${outputs[index]!}[${String(start)}]«!»`;
      lines.push(`  into[${place(at + start)}] = ${unscaledValue(value, kind.scaling, addHelper)};`);
    }
    at += head.columns.reduce((width, column) => width + fittedWidth(column), 0);
  });
  return code`/** All outputs side by side, numbers in their own units. */
function collect(into«: Float32Array | Float64Array», start«: number»)«: void» {
${outputs.some((name, index) => name !== scores[index]) ? '  probabilities();\n' : ''}${lines.join('\n')}
}`;
}
