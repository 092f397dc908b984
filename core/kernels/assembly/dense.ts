import { Dense, DenseBiasGradient, DenseInputGradient, DenseWeightGradient } from './instructions';
import { multiply } from './multiply';
import { loadPart, splat, storePart } from './vectors';

/** y[rows, units] = x[rows, inFeatures] · weights[inFeatures, units] + bias[units] */
export function dense(at: Dense): void {
  const x = at.x;
  const weights = at.weights;
  const bias = at.bias;
  const y = at.y;
  const rows = at.rows;
  const inFeatures = at.inFeatures;
  const units = at.units;
  multiply(x, inFeatures << 2, 4, weights, units << 2, bias, y, units << 2, rows, units, inFeatures, 0);
}

/** dWeights[inFeatures, units] = xᵀ[inFeatures, rows] · dy[rows, units] */
export function denseWeightGradient(at: DenseWeightGradient): void {
  const x = at.x;
  const dy = at.dy;
  const dWeights = at.dWeights;
  const rows = at.rows;
  const inFeatures = at.inFeatures;
  const units = at.units;
  multiply(x, 4, inFeatures << 2, dy, units << 2, 0, dWeights, units << 2, inFeatures, units, rows, 0);
}

/** dBias[units] = column sums of dy[rows, units] */
export function denseBiasGradient(at: DenseBiasGradient): void {
  const dy = at.dy;
  const dBias = at.dBias;
  const rows = at.rows;
  const units = at.units;
  const width = units << 2;
  const end = dy + rows * width;
  let column = 0;
  for (; column + 4 <= units; column += 4) {
    let sum = splat(0);
    for (let from = dy + (column << 2); from < end; from += width) sum = f32x4.add(sum, v128.load(from));
    v128.store(dBias + (column << 2), sum);
  }
  const rest = units - column;
  if (rest) {
    let sum = splat(0);
    for (let from = dy + (column << 2); from < end; from += width) sum = f32x4.add(sum, loadPart(from, rest));
    storePart(dBias + (column << 2), sum, rest);
  }
}

/** dx[rows, inFeatures] (+)= dy[rows, units] · weightsᵀ[units, inFeatures], eight columns of dx at a time. */
export function denseInputGradient(at: DenseInputGradient): void {
  const dy = at.dy;
  const weights = at.weights;
  const dx = at.dx;
  const rows = at.rows;
  const inFeatures = at.inFeatures;
  const units = at.units;
  const accumulate = at.accumulate;
  const panel = at.panel;
  for (let column = 0; column < inFeatures; column += 8) {
    const columns = min(8, inFeatures - column);
    for (let i = 0; i < columns; i++) {
      let from = weights + (((column + i) * units) << 2);
      let to = panel + (i << 2);
      for (let unit = 0; unit < units; unit++, from += 4, to += 32) store<f32>(to, load<f32>(from));
    }
    multiply(dy, units << 2, 4, panel, 32, 0, dx + (column << 2), inFeatures << 2, rows, columns, units, accumulate);
  }
}
