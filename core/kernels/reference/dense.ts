/** A matrix inside an array: the element at (row, column) stands at row · `row` + column · `column`. */
interface Layout {
  values: Float64Array;
  row: number;
  column: number;
}

const byRows = (values: Float64Array, columns: number): Layout => ({ values, row: columns, column: 1 });
const transposed = (values: Float64Array, columns: number): Layout => ({ values, row: 1, column: columns });

/**
 * c[rows, columns] += a[rows, terms] · b[terms, columns], c row-major. Every element is one sum, its terms added in order to
 * what stood there. Four elements are summed side by side, which changes nothing about any of them; at an odd edge the
 * last row or column is its own neighbour.
 */
function addProduct(a: Layout, b: Layout, c: Float64Array, rows: number, columns: number, terms: number) {
  const { values: left, row: leftRow, column: leftStep } = a;
  const { values: right, row: rightStep, column: rightColumn } = b;
  for (let row = 0; row < rows; row += 2) {
    const lower = Math.min(row + 1, rows - 1);
    for (let column = 0; column < columns; column += 2) {
      const next = Math.min(column + 1, columns - 1);
      let c00 = c[row * columns + column]!;
      let c01 = c[row * columns + next]!;
      let c10 = c[lower * columns + column]!;
      let c11 = c[lower * columns + next]!;
      let a0 = row * leftRow;
      let a1 = lower * leftRow;
      let b0 = column * rightColumn;
      let b1 = next * rightColumn;
      for (let term = 0; term < terms; term++) {
        const x0 = left[a0]!;
        const x1 = left[a1]!;
        const y0 = right[b0]!;
        const y1 = right[b1]!;
        c00 += x0 * y0;
        c01 += x0 * y1;
        c10 += x1 * y0;
        c11 += x1 * y1;
        a0 += leftStep;
        a1 += leftStep;
        b0 += rightStep;
        b1 += rightStep;
      }
      c[row * columns + column] = c00;
      c[row * columns + next] = c01;
      c[lower * columns + column] = c10;
      c[lower * columns + next] = c11;
    }
  }
}

/** y[rows, units] = x[rows, inFeatures] · weights[inFeatures, units] + bias[units]; overwrites y. */
export function dense(
  x: Float64Array,
  weights: Float64Array,
  bias: Float64Array | null,
  y: Float64Array,
  rows: number,
  inFeatures: number,
  units: number,
): void {
  if (bias) for (let row = 0; row < rows; row++) y.set(bias, row * units);
  else y.fill(0);
  addProduct(byRows(x, inFeatures), byRows(weights, units), y, rows, units, inFeatures);
}

/** dWeights[inFeatures, units] = xᵀ[inFeatures, rows] · dy[rows, units]; overwrites dWeights. */
export function denseWeightGradient(
  x: Float64Array,
  dy: Float64Array,
  dWeights: Float64Array,
  rows: number,
  inFeatures: number,
  units: number,
): void {
  dWeights.fill(0);
  addProduct(transposed(x, inFeatures), byRows(dy, units), dWeights, inFeatures, units, rows);
}

/** dBias[units] = sum of dy[rows, units] over the rows; overwrites dBias. */
export function denseBiasGradient(dy: Float64Array, dBias: Float64Array, rows: number, units: number): void {
  dBias.fill(0);
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit++) dBias[unit]! += dy[row * units + unit]!;
  }
}

/** dx[rows, inFeatures] = dy[rows, units] · weightsᵀ[units, inFeatures]; adds with `accumulate`. */
export function denseInputGradient(
  dy: Float64Array,
  weights: Float64Array,
  dx: Float64Array,
  rows: number,
  inFeatures: number,
  units: number,
  accumulate: boolean,
): void {
  const earlier = accumulate ? dx.slice() : null;
  dx.fill(0);
  addProduct(byRows(dy, units), transposed(weights, units), dx, rows, inFeatures, units);
  if (earlier) for (let i = 0; i < dx.length; i++) dx[i] = earlier[i]! + dx[i]!;
}
