import { resolve } from 'node:path';
import { uniqueColumnNames } from '../../core/data/columnNames';
import { givesProbabilities } from '../../core/data/probabilities';
import { cellText, type Table } from '../../core/data/table';
import { formatCsv } from '../../core/data/writeCsv';
import { predictionHeads } from '../../core/graph/heads';
import type { Graph } from '../../core/graph/schema';
import type { PredictionHead, Predictions } from '../../core/protocol';
import type { AddCommand } from '../addCommand';
import { readProject, writePieces } from '../files';
import { count } from '../format';
import { type Block, predictBlocks } from '../predictBlocks';
import { withRows } from '../rows';
import { UserError } from '../userError';

type Write = (text: string) => Promise<void> | void;

export const addPredict: AddCommand = (program, host) => {
  program
    .command('predict')
    .description('Predict every row of a file')
    .argument('<trained>', 'trained project (.nloom)')
    .option(
      '--data <file>',
      "rows to predict (CSV, Parquet, JSON lines); the project's own data where left out",
    )
    .option('--out <csv>', 'file to write; standard output where left out')
    .action(async (given: string, options: { data?: string; out?: string }) => {
      const file = await readProject(host.cwd, given);
      const { graph, parameters, dataset } = file.project;
      if (!parameters || !dataset) throw new UserError(`"${given}" is not trained yet. Train it first.`);
      const left = await withRows(host, file, options.data, async (rows) => {
        const blocks = predictBlocks({ ...file.project, dataset, parameters }, rows);
        const { out } = options;
        if (out === undefined) return writeBlocks(graph, blocks, (text) => host.stdout.write(text));
        let without = 0;
        await writePieces(resolve(host.cwd, out), out, async (write) => {
          without = await writeBlocks(graph, blocks, write);
        });
        return without;
      });
      if (left > 0) {
        const note = `${count(left, 'row')} could not be encoded and ${left === 1 ? 'has' : 'have'} no prediction.`;
        host.stderr.write(`${note}\n`);
      }
    });
};

/** Writes every row as it comes; returns how many have no prediction. */
async function writeBlocks(graph: Graph, blocks: AsyncIterable<Block>, write: Write): Promise<number> {
  let without = 0;
  let isFirst = true;
  for await (const { table, heads, predictions } of blocks) {
    const shown = tasks(graph, heads);
    if (isFirst) await write(formatCsv([headerRow(table, shown)]));
    isFirst = false;
    await write(formatCsv(predictionRows(table, predictions, shown)));
    without += table.rowCount - (predictions?.rows.length ?? 0);
  }
  return without;
}

interface Shown {
  head: PredictionHead;
  isRegression: boolean;
  /** What the numbers beside the answer are. */
  measure: 'probability' | 'score';
}

function tasks(graph: Graph, heads: readonly PredictionHead[]): Shown[] {
  const known = predictionHeads(graph);
  return heads.map((head, index) => ({
    head,
    // One output that is its own name is a number; anything else chooses among names.
    isRegression: known[index]!.task === 'regression' && head.outputNames.join() === head.columns.join(),
    measure: givesProbabilities(graph, known[index]!) ? 'probability' : 'score',
  }));
}

function headerRow(table: Table, shown: readonly Shown[]): string[] {
  return uniqueColumnNames([...table.columns.map((column) => column.name), ...shown.flatMap(headerOf)]);
}

/** Every row, followed by what each head says of it; rows without a prediction stay empty there. */
function* predictionRows(
  table: Table,
  predictions: Predictions | null,
  shown: readonly Shown[],
): Generator<string[]> {
  const empty = shown.flatMap(headerOf).map(() => '');
  let next = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const cells = table.columns.map((column) => cellText(column, row));
    const isPredicted = predictions?.rows[next] === row;
    yield [...cells, ...(isPredicted ? shown.flatMap((each) => cellsOf(each, next)) : empty)];
    if (isPredicted) next += 1;
  }
}

function headerOf({ head, isRegression, measure }: Shown): string[] {
  if (isRegression) return head.columns.map((name) => `predicted ${name}`);
  return [`predicted ${head.columns.join(', ')}`, ...head.outputNames.map((name) => `${measure} ${name}`)];
}

function cellsOf({ head, isRegression }: Shown, row: number): string[] {
  const width = head.outputNames.length;
  const values = Array.from(head.values.subarray(row * width, (row + 1) * width), String);
  return isRegression ? values : [head.decoded[row]!, ...values];
}
