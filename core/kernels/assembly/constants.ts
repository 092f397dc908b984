/** Names of the numbers in the table below, in its order. */
export enum Constant {
  zero,
  half,
  one,
  two,
  log2e,
  negativeLog2e,
  /** Adding 1.5 · 2²³ rounds a float32 to a whole number, which then stands in its lowest bits. */
  roundingShift,
  /** ln 2 in two parts: the first has few enough bits that its product with a whole exponent is exact. */
  ln2High,
  ln2Low,
  /** eʳ ≈ 1 + r + r² · (c2 + c3 r + c4 r² + c5 r³ + c6 r⁴) for |r| ≤ ln(2) / 2, a minimax fit within 1.4e-8 */
  exp2,
  exp3,
  exp4,
  exp5,
  exp6,
  /** The two odd ones with the other sign, for e^−r. */
  exp3Negative,
  exp5Negative,
  /** Where float32 would leave its normal range. */
  expLeast,
  expMost,
  sigmoidLeast,
  sigmoidMost,
  expm1Least,
  expm1Most,
  third,
  fifth,
  seventh,
  ninth,
  eleventh,
  thirteenth,
  fifteenth,
}

const table = memory.data<f32>([
  0,
  0.5,
  1,
  2,
  1.4426950408889634,
  -1.4426950408889634,
  12582912.0,
  0.693359375,
  -2.1219444e-4,
  0.4999999701976776,
  0.1666654348373413,
  0.04166720062494278,
  0.008366547524929047,
  0.0013882516650483012,
  -0.1666654348373413,
  -0.008366547524929047,
  -86.6,
  89,
  -87,
  87,
  -40,
  60,
  0.33333333333333333,
  0.2,
  0.14285714285714286,
  0.11111111111111111,
  0.090909090909090909,
  0.076923076923076923,
  0.066666666666666667,
]);

/** The number in all four lanes. A load does it in one instruction; building it in a register takes three. */
// @ts-ignore: decorator
@inline
export function constant(which: Constant): v128 {
  return v128.load_splat<f32>(table + (<usize>which << 2));
}
