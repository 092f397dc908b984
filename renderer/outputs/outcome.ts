import type { Head } from '../../core/graph/heads';
import type { PredictionHead, RowPart } from '../../core/protocol';
import { regressionScores, topAccuracy } from '../../core/train/scores';

/** One head's predictions held against what stands in the file. */
export interface HeadOutcome {
  head: PredictionHead;
  task: Head['task'];
  parts: readonly RowPart[];
  /** For classes: every label, in the order of the outputs. Empty for numbers. */
  labels: string[];
  /** What stands in the file, as a label where the task is one of classes; empty where it is missing. */
  actual: string[];
  /** Whether the label was right; null for numbers, and where nothing stands in the file. */
  right: (boolean | null)[];
}

export function outcomeOf(head: PredictionHead, task: Head['task'], parts: readonly RowPart[]): HeadOutcome {
  if (task === 'regression') {
    return { head, task, parts, labels: [], actual: head.actual, right: head.actual.map(() => null) };
  }
  const spread =
    task === 'classes' && head.columns.length > 1 && head.outputNames.length === head.columns.length;
  const actual = spread
    ? head.actual.map((cells) => largestColumn(cells, head.columns))
    : head.actual.map(label);
  const decoded = head.decoded.map(label);
  const named = head.outputNames.length > 1 && head.columns.length === 1 ? head.outputNames : head.columns;
  const known = task === 'classes' && (spread || head.columns.length === 1) ? named : [];
  const labels = [...new Set([...known, ...[...actual, ...decoded].filter((each) => each !== '').sort()])];
  const right = actual.map((each, row) => (each === '' ? null : each === decoded[row]));
  return { head, task, parts, labels, actual, right };
}

/** `1.0` and `1` are the same class. */
function label(text: string): string {
  const trimmed = text.trim();
  const number = Number(trimmed);
  return trimmed !== '' && Number.isInteger(number) ? String(number) : trimmed;
}

function largestColumn(cells: string, columns: readonly string[]): string {
  const numbers = cells.split(', ').map(Number);
  let best = 0;
  numbers.forEach((number, index) => {
    if (number > (numbers[best] ?? 0)) best = index;
  });
  return numbers.every(Number.isFinite) ? (columns[best] ?? '') : '';
}

/** Rows by actual label, columns by predicted label, in the order of `labels`. `part` null: every row. */
export function confusion({ labels, actual, head, parts }: HeadOutcome, part: RowPart | null): number[][] {
  const place = new Map(labels.map((each, index) => [each, index]));
  const matrix = labels.map(() => labels.map(() => 0));
  actual.forEach((each, row) => {
    if (part !== null && parts[row] !== part) return;
    const from = place.get(each);
    const to = place.get(label(head.decoded[row]!));
    if (from !== undefined && to !== undefined) matrix[from]![to]! += 1;
  });
  return matrix;
}

export interface PartScore {
  part: RowPart;
  /** Rows of the part whose target is known. */
  rows: number;
  /** Of labels: how many were right. */
  right: number;
  /** Of labels: the share whose label is among the three largest outputs. */
  top3: number | null;
  /** Of numbers: mean absolute error in the column's own units, and the share of the variance explained. */
  meanAbsoluteError: number | null;
  rSquared: number | null;
}

/** How well each part was predicted; parts without rows are left out. */
export function scores(outcome: HeadOutcome): PartScore[] {
  const order: RowPart[] = ['validation', 'train', 'test'];
  return order.flatMap((part) => {
    const score = outcome.task === 'regression' ? numberScore(outcome, part) : labelScore(outcome, part);
    return score.rows > 0 ? [score] : [];
  });
}

function labelScore(outcome: HeadOutcome, part: RowPart): PartScore {
  const { right, parts } = outcome;
  let rows = 0;
  let hits = 0;
  right.forEach((each, row) => {
    if (each === null || parts[row] !== part) return;
    rows += 1;
    if (each) hits += 1;
  });
  const top3 = topThree(outcome, part);
  return { part, rows, right: hits, top3, meanAbsoluteError: null, rSquared: null };
}

/** Share of rows whose label is among the three largest outputs; null where there are too few labels for it to say much. */
function topThree({ head, actual, labels, parts }: HeadOutcome, part: RowPart): number | null {
  const classes = head.outputNames.length;
  if (classes < 5 || classes !== labels.length) return null;
  const known: number[] = [];
  const values: number[] = [];
  actual.forEach((each, row) => {
    const own = labels.indexOf(each);
    if (parts[row] !== part || own < 0) return;
    known.push(own);
    for (let i = row * classes; i < (row + 1) * classes; i++) values.push(head.values[i]!);
  });
  return topAccuracy(known, values, classes, 3);
}

/** Pairs of actual and predicted number of the first output, for the rows of a part where both are numbers. */
export function numberPairs({ head, parts }: HeadOutcome, part: RowPart | null): [number, number][] {
  const width = head.outputNames.length;
  return head.actual.flatMap((text, row): [number, number][] => {
    if (part !== null && parts[row] !== part) return [];
    const actual = Number.parseFloat(text);
    const predicted = head.values[row * width]!;
    return Number.isFinite(actual) && Number.isFinite(predicted) ? [[actual, predicted]] : [];
  });
}

function numberScore(outcome: HeadOutcome, part: RowPart): PartScore {
  const pairs = numberPairs(outcome, part);
  const scored = regressionScores(
    pairs.map(([actual]) => actual),
    pairs.map(([, predicted]) => predicted),
  );
  const { meanAbsoluteError = null, r2 = null } = scored ?? {};
  return { part, rows: pairs.length, right: 0, top3: null, meanAbsoluteError, rSquared: r2 };
}
