import type { FittedScaling, Scaling } from './schema';

/** How numbers are brought to one size: measured on the training rows, applied to all, and undone for predictions. */

export const unscaled: FittedScaling = { scaling: 'none', offset: 0, scale: 1 };

/** Whether the scaling leaves every number as it is. */
export function isUnscaled({ scaling, offset, scale }: FittedScaling): boolean {
  return scaling !== 'log1p' && offset === 0 && scale === 1;
}

/** Divided by less, a row outside the training part could become infinite. */
const leastScale = 1e-300;

/** A constant column has no spread to divide by and becomes 0 everywhere. */
const orOne = (scale: number) => (scale >= leastScale && Number.isFinite(scale) ? scale : 1);

/** `values` are those of the training rows, all finite; without any, nothing is scaled. */
export function fitScaling(scaling: Scaling, values: Float64Array): FittedScaling {
  if (values.length === 0) return { ...unscaled, scaling };
  switch (scaling) {
    case 'none':
    case 'log1p':
      return { ...unscaled, scaling };
    case 'standard': {
      // The mean of equal numbers can be off by a rounding, which is no deviation.
      if (isConstant(values)) return { scaling, offset: values[0]!, scale: 1 };
      const { mean, deviation } = meanAndDeviation(values);
      return { scaling, offset: mean, scale: orOne(deviation) };
    }
    case 'minMax': {
      const { min, max } = range(values);
      return { scaling, offset: min, scale: orOne(max - min) };
    }
    case 'robust': {
      const sorted = values.toSorted();
      return {
        scaling,
        offset: quantile(sorted, 0.5),
        scale: orOne(quantile(sorted, 0.75) - quantile(sorted, 0.25)),
      };
    }
    case 'maximum': {
      const { min, max } = range(values);
      return { scaling, offset: 0, scale: orOne(Math.max(Math.abs(min), Math.abs(max))) };
    }
    default:
      throw scaling satisfies never;
  }
}

function isConstant(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}

export function scale(value: number, { scaling, offset, scale }: FittedScaling): number {
  return ((scaling === 'log1p' ? Math.sign(value) * Math.log1p(Math.abs(value)) : value) - offset) / scale;
}

/** The number in the column's own units. */
export function unscale(encoded: number, { scaling, offset, scale }: FittedScaling): number {
  const value = encoded * scale + offset;
  return scaling === 'log1p' ? Math.sign(value) * Math.expm1(Math.abs(value)) : value;
}

/** Mean and population deviation (divided by n), in two passes. */
export function meanAndDeviation(values: ArrayLike<number>): { mean: number; deviation: number } {
  const count = values.length;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i]!;
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < count; i++) squares += (values[i]! - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / count) };
}

export function range(values: ArrayLike<number>): { min: number; max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    if (values[i]! < min) min = values[i]!;
    if (values[i]! > max) max = values[i]!;
  }
  return { min, max };
}

/** Of values in ascending order, between neighbours by their distance (R's type 7), rounded as NumPy does. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = (sorted.length - 1) * share;
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  const part = at - below;
  return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
}
