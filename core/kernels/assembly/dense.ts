import { activateBlock } from './activateBlock';
import { Dense, DenseGradient, DenseInputGradient } from './instructions';
import { multiply } from './multiply';
import { multiplyOuter, multiplyVector } from './multiplyVector';
import { Elementwise } from './opcodes';
import { multiplyPacked } from './packed';
import { Thread } from './thread';
import { transposePanel } from './transpose';
import { splat, storePart } from './vectors';

/** y[rows, units] = f(x[rows, inFeatures] · weights[inFeatures, units] + bias[units]), f being the layer's activation or nothing */
export function dense(at: Dense): void {
  const inRow = at.inFeatures << 2;
  const outRow = at.units << 2;
  multiply(at.x, inRow, 4, at.weights, outRow, at.bias, at.y, outRow, at.rows, at.units, at.inFeatures, 0);
  // The rows follow each other.
  activateBlock(at.activation, at.y, outRow, 1, at.rows * at.units);
}

/** The same by packed panels. */
export function denseByPanels(at: Dense): void {
  const inRow = at.inFeatures << 2;
  const outRow = at.units << 2;
  multiplyPacked(
    at.x,
    inRow,
    4,
    at.weights,
    outRow,
    4,
    at.bias,
    at.y,
    outRow,
    at.rows,
    at.units,
    at.inFeatures,
    0,
    at.scratch,
    at.scratchBytes,
    at.activation,
  );
}

/** dWeights[inFeatures, units] = xᵀ[inFeatures, rows] · dy[rows, units]; dBias[units] = column sums of dy. Either may be left out. */
export function denseGradient(at: DenseGradient): void {
  const dWeights = at.dWeights;
  const inRow = at.inFeatures << 2;
  const outRow = at.units << 2;
  if (dWeights) {
    if (at.rows == 1) multiplyOuter(at.x, at.dy, dWeights, at.inFeatures, at.units, 0);
    else multiply(at.x, 4, inRow, at.dy, outRow, 0, dWeights, outRow, at.inFeatures, at.units, at.rows, 0);
  }
  if (at.dBias) sumColumns(at.dy, at.dBias, at.rows, at.units);
}

/** The same by packed panels. */
export function denseGradientByPanels(at: DenseGradient): void {
  const inRow = at.inFeatures << 2;
  const outRow = at.units << 2;
  multiplyPacked(
    at.x,
    4,
    inRow,
    at.dy,
    outRow,
    4,
    0,
    at.dWeights,
    outRow,
    at.inFeatures,
    at.units,
    at.rows,
    0,
    at.scratch,
    at.scratchBytes,
    Elementwise.linear,
  );
  if (at.dBias && Thread.part == 0) sumColumns(at.dy, at.dBias, at.rows, at.units);
}

function sumColumns(from: usize, to: usize, rows: i32, columns: i32): void {
  const width = columns << 2;
  const end = from + rows * width;
  for (; columns > 0; columns -= 4, from += 16, to += 16) {
    let sum = splat(0);
    for (let row = from; row < end; row += width) sum = f32x4.add(sum, v128.load(row));
    if (columns >= 4) v128.store(to, sum);
    else storePart(to, sum, columns);
  }
}

/** dx[rows, inFeatures] (+)= dy[rows, units] · weightsᵀ[units, inFeatures] */
export function denseInputGradient(at: DenseInputGradient): void {
  const dy = at.dy;
  const weights = at.weights;
  const dx = at.dx;
  const rows = at.rows;
  const units = at.units;
  const inFeatures = at.inFeatures;
  const inRow = inFeatures << 2;
  const outRow = units << 2;
  if (rows == 1) {
    multiplyVector(weights, dy, 0, dx, inFeatures, units, at.accumulate, Elementwise.linear);
    return;
  }
  const panel = at.scratch;
  for (let column = 0; column < inFeatures; column += 8) {
    const columns = min(8, inFeatures - column);
    transposePanel(weights + column * outRow, outRow, panel, columns, units);
    multiply(dy, outRow, 4, panel, 32, 0, dx + (column << 2), inRow, rows, columns, units, at.accumulate);
  }
}

/** The same by packed panels. */
export function denseInputGradientByPanels(at: DenseInputGradient): void {
  const inRow = at.inFeatures << 2;
  const outRow = at.units << 2;
  multiplyPacked(
    at.dy,
    outRow,
    4,
    at.weights,
    4,
    outRow,
    0,
    at.dx,
    inRow,
    at.rows,
    at.inFeatures,
    at.units,
    at.accumulate,
    at.scratch,
    at.scratchBytes,
    Elementwise.linear,
  );
}
