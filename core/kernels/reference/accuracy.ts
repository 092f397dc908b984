import type { AccuracyRule } from '../backend';

/** How many of the rows are predicted right. prediction, target: [rows, columns]. */
export function countCorrect(
  rule: AccuracyRule['rule'],
  prediction: Float64Array,
  target: Float64Array,
  rows: number,
  columns: number,
): number {
  let correct = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    if (rule === 'largest') {
      if (largest(prediction, start, columns) === largest(target, start, columns)) correct++;
      continue;
    }
    const threshold = rule === 'aboveHalf' ? 0.5 : 0;
    let right = true;
    for (let i = start; i < start + columns; i++) {
      if (prediction[i]! > threshold !== target[i]! > 0.5) right = false;
    }
    if (right) correct++;
  }
  return correct;
}

/** Column of the row's largest value; the first of equals. */
function largest(values: ArrayLike<number>, start: number, columns: number): number {
  let best = 0;
  for (let column = 1; column < columns; column++) {
    if (values[start + column]! > values[start + best]!) best = column;
  }
  return best;
}
