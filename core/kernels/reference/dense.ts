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
  for (let row = 0; row < rows; row++) {
    const out = row * units;
    for (let unit = 0; unit < units; unit++) y[out + unit] = bias ? bias[unit]! : 0;
    for (let i = 0; i < inFeatures; i++) {
      const value = x[row * inFeatures + i]!;
      const from = i * units;
      for (let unit = 0; unit < units; unit++) y[out + unit]! += value * weights[from + unit]!;
    }
  }
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
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < inFeatures; i++) {
      const value = x[row * inFeatures + i]!;
      const to = i * units;
      for (let unit = 0; unit < units; unit++) dWeights[to + unit]! += value * dy[row * units + unit]!;
    }
  }
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
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < inFeatures; i++) {
      let sum = 0;
      for (let unit = 0; unit < units; unit++) sum += dy[row * units + unit]! * weights[i * units + unit]!;
      const at = row * inFeatures + i;
      dx[at] = accumulate ? dx[at]! + sum : sum;
    }
  }
}
