import { resolve } from 'node:path';
import { uniqueColumnNames } from '../../core/data/columnNames';
import { givesProbabilities } from '../../core/data/probabilities';
import { cellText, type Table } from '../../core/data/table';
import { formatCsv } from '../../core/data/writeCsv';
import { predictionHeads } from '../../core/graph/heads';
import type { Graph } from '../../core/graph/schema';
import type { PredictionHead, Predictions } from '../../core/protocol';
import { predictTable } from '../../core/train/predictions';
import type { AddCommand } from '../addCommand';
import { dataPath, readProject, readTable, writeAtomically } from '../files';
import { count } from '../format';
import { orFail, UserError } from '../userError';

export const addPredict: AddCommand = (program, host) => {
  program
    .command('predict')
    .description('Predict every row of a CSV file')
    .argument('<trained>', 'trained project (.nloom)')
    .option('--data <csv>', "rows to predict; the project's own data where left out")
    .option('--out <csv>', 'file to write; standard output where left out')
    .action(async (given: string, options: { data?: string; out?: string }) => {
      const file = await readProject(host.cwd, given);
      const { graph, dataset, training, parameters, encoders } = file.project;
      const source = dataPath(host.cwd, file, options.data);
      if (!parameters || !dataset) throw new UserError(`"${given}" is not trained yet. Train it first.`);
      const { table } = await readTable(source);
      const read = { ...dataset, source: { ...dataset.source, path: source.shown } };
      const input = { graph, dataset: read, training, table, parameters, ...(encoders && { encoders }) };
      const { predictions } = orFail(predictTable(input));
      const text = formatCsv(predictionRows(table, predictions, tasks(graph, predictions)));
      if (options.out === undefined) host.stdout.write(text);
      else await writeAtomically(resolve(host.cwd, options.out), text, options.out);
      const left = table.rowCount - predictions.rows.length;
      if (left > 0) {
        const note = `${count(left, 'row')} could not be encoded and ${left === 1 ? 'has' : 'have'} no prediction.`;
        host.stderr.write(`${note}\n`);
      }
    });
};

interface Shown {
  head: PredictionHead;
  isRegression: boolean;
  /** What the numbers beside the answer are. */
  measure: 'probability' | 'score';
}

function tasks(graph: Graph, { heads }: Predictions): Shown[] {
  const known = predictionHeads(graph);
  return heads.map((head, index) => ({
    head,
    // One output that is its own name is a number; anything else chooses among names.
    isRegression: known[index]!.task === 'regression' && head.outputNames.join() === head.columns.join(),
    measure: givesProbabilities(graph, known[index]!) ? 'probability' : 'score',
  }));
}

/** Every row of the file as it stands, followed by what each head says of it; rows without a prediction stay empty. */
function* predictionRows(
  table: Table,
  predictions: Predictions,
  shown: readonly Shown[],
): Generator<string[]> {
  const answers = shown.flatMap(headerOf);
  yield uniqueColumnNames([...table.columns.map((column) => column.name), ...answers]);
  let next = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const cells = table.columns.map((column) => cellText(column, row));
    const isPredicted = predictions.rows[next] === row;
    yield [...cells, ...(isPredicted ? shown.flatMap((each) => cellsOf(each, next)) : answers.map(() => ''))];
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
