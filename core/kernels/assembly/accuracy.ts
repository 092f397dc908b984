import { Batch } from './batch';
import { CountCorrect } from './instructions';
import { Accuracy } from './opcodes';

/** Adds how many of the rows are predicted right. */
export function countCorrect(at: CountCorrect): void {
  const columns = at.columns;
  const width = columns << 2;
  let p = at.prediction;
  let t = at.target;
  let correct = 0;
  const threshold: f32 = at.code == Accuracy.aboveHalf ? 0.5 : 0;
  for (let row = 0; row < at.rows; row++) {
    if (at.code == Accuracy.largest) correct += i32(largest(p, columns) == largest(t, columns));
    else correct += i32(onSides(p, t, columns, threshold));
    p += width;
    t += width;
  }
  Batch.correct += correct;
}

/** Column of the row's largest value; the first of equals. */
// @ts-ignore: decorator
@inline
function largest(row: usize, columns: i32): i32 {
  let best = 0;
  let value = load<f32>(row);
  for (let i = 1; i < columns; i++) {
    const other = load<f32>(row + (i << 2));
    if (other > value) {
      value = other;
      best = i;
    }
  }
  return best;
}

// @ts-ignore: decorator
@inline
function onSides(p: usize, t: usize, columns: i32, threshold: f32): bool {
  for (let i = 0; i < columns; i++) {
    const predicted = load<f32>(p + (i << 2)) > threshold;
    if (predicted != load<f32>(t + (i << 2)) > 0.5) return false;
  }
  return true;
}
