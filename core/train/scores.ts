/** Figures over many predictions. Classes are indices 0 … classes − 1. */

/** counts[actual][predicted] */
export type ConfusionMatrix = number[][];

export function confusionMatrix(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): ConfusionMatrix {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let row = 0; row < actual.length; row++) counts[actual[row]!]![predicted[row]!]!++;
  return counts;
}

export interface ClassScores {
  /** Rows of this class. */
  support: number;
  /** Of the rows predicted as this class, the share that is; null where none was. */
  precision: number | null;
  /** Of the rows of this class, the share found; null where there are none. */
  recall: number | null;
  /** Harmonic mean of the two; null where either is unknown. */
  f1: number | null;
}

export function classScores(counts: ConfusionMatrix): ClassScores[] {
  return counts.map((row, own) => {
    const support = sum(row);
    const called = sum(counts.map((other) => other[own]!));
    const right = row[own]!;
    const precision = called > 0 ? right / called : null;
    const recall = support > 0 ? right / support : null;
    // 2 · right / (support + called) is the harmonic mean without a division by zero in between.
    const f1 = precision === null || recall === null ? null : (2 * right) / (support + called);
    return { support, precision, recall, f1 };
  });
}

export function accuracy(counts: ConfusionMatrix): number | null {
  const rows = sum(counts.map(sum));
  return rows > 0 ? sum(counts.map((row, own) => row[own]!)) / rows : null;
}

/**
 * Share of rows whose class is among the k largest scores; scores: [rows, classes] row-major. A class that ties with the k-th is in
 * when fewer than k score higher.
 */
export function topAccuracy(
  actual: ArrayLike<number>,
  scores: ArrayLike<number>,
  classes: number,
  k: number,
): number | null {
  if (actual.length === 0) return null;
  let right = 0;
  for (let row = 0; row < actual.length; row++) {
    const own = scores[row * classes + actual[row]!]!;
    let higher = 0;
    for (let column = 0; column < classes; column++) if (scores[row * classes + column]! > own) higher++;
    if (higher < k) right++;
  }
  return right / actual.length;
}

export interface RegressionScores {
  meanAbsoluteError: number;
  rootMeanSquaredError: number;
  /** 1 − Σ(actual − predicted)² / Σ(actual − mean)²; null where all actual values are equal. */
  r2: number | null;
}

export function regressionScores(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
): RegressionScores | null {
  const rows = actual.length;
  if (rows === 0) return null;
  const mean = sum(actual) / rows;
  let absolute = 0;
  let squared = 0;
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const difference = actual[row]! - predicted[row]!;
    absolute += Math.abs(difference);
    squared += difference * difference;
    total += (actual[row]! - mean) ** 2;
  }
  return {
    meanAbsoluteError: absolute / rows,
    rootMeanSquaredError: Math.sqrt(squared / rows),
    r2: total > 0 ? 1 - squared / total : null,
  };
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
