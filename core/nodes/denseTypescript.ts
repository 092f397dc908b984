/** The helper that an exported file gets once it has a dense layer. */
export const denseSource = `/** y[units] = x[inFeatures] · weights[inFeatures][units] + bias[units] */
function dense(x: readonly number[], weights: readonly (readonly number[])[], bias: readonly number[] | null): number[] {
  const y = new Array<number>(weights[0]!.length).fill(0);
  weights.forEach((row, i) => row.forEach((weight, unit) => { y[unit]! += x[i]! * weight; }));
  return bias ? y.map((sum, unit) => sum + bias[unit]!) : y;
}`;
