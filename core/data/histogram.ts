import { range } from './scaling';

/** Rows in bins of equal width from `min` to `max`; both NaN without any value. */
export interface Distribution {
  min: number;
  max: number;
  counts: number[];
}

/** Bins of every histogram of a column. */
export const histogramBins = 24;

/**
 * Rows in bins of equal width from the smallest to the largest value, those that are missing or cannot be read left out. A value on
 * the border of two bins belongs to the lower one; equal values all go into the first.
 */
export function distributionOf(values: Float64Array, bins: number = histogramBins): Distribution {
  const present = finiteOf(values);
  const counts = new Array<number>(bins).fill(0);
  if (present.length === 0) return { min: Number.NaN, max: Number.NaN, counts };
  const { min, max } = range(present);
  const span = max - min;
  if (!(span > 0 && Number.isFinite(span))) {
    counts[0] = present.length;
    return { min, max, counts };
  }
  const edges = Float64Array.from({ length: bins - 1 }, (_, bin) => min + (span * (bin + 1)) / bins);
  for (let i = 0; i < present.length; i++) {
    const value = present[i]!;
    let bin = Math.min(Math.floor(((value - min) / span) * bins), bins - 1);
    // The quotient is rounded, the edges decide.
    while (bin > 0 && value <= edges[bin - 1]!) bin -= 1;
    while (bin < bins - 1 && value > edges[bin]!) bin += 1;
    counts[bin]! += 1;
  }
  return { min, max, counts };
}

/** The finite ones; the same array where all are. */
export function finiteOf(values: Float64Array): Float64Array {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i]!)) count += 1;
  if (count === values.length) return values;
  const finite = new Float64Array(count);
  for (let i = 0, at = 0; i < values.length; i++) if (Number.isFinite(values[i]!)) finite[at++] = values[i]!;
  return finite;
}
