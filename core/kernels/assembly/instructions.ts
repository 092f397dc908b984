/**
 * Operands of each instruction, as they lie in memory after its two header words (operation and variant, size in words). Addresses are
 * bytes; matrices are row-major float32. The encoder (`../wasm/encode.ts`) writes the fields in this order.
 */

// @ts-ignore: decorator
@unmanaged
export class Gather {
  rows: i32 = 0;
  /** How many matrices follow, each as a `Gathered`. */
  matrices: i32 = 0;
}

/** into[rows, columns] = data[row named by the batch] */
// @ts-ignore: decorator
@unmanaged
export class Gathered {
  data: usize = 0;
  into: usize = 0;
  columns: i32 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class Dense {
  x: usize = 0;
  weights: usize = 0;
  /** 0 without a bias. */
  bias: usize = 0;
  y: usize = 0;
  rows: i32 = 0;
  inFeatures: i32 = 0;
  units: i32 = 0;
  scratch: usize = 0;
  /** How much of it each thread has. */
  scratchBytes: i32 = 0;
  /** What the outputs go through before they leave the cache; see `activateBlock`. Not for layers that have variants for it. */
  activation: i32 = 0;
}

/** A single row with finite weights. */
// @ts-ignore: decorator
@unmanaged
export class DenseRow {
  x: usize = 0;
  weights: usize = 0;
  /** 0 without a bias. */
  bias: usize = 0;
  y: usize = 0;
  /** The weights in strips, see `packedRow.ts`; 0 where they are not. */
  strips: usize = 0;
  inFeatures: i32 = 0;
  units: i32 = 0;
  scratch: usize = 0;
  scratchBytes: i32 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class DenseGradient {
  x: usize = 0;
  dy: usize = 0;
  /** Either of the two is 0 where it is not wanted. */
  dWeights: usize = 0;
  dBias: usize = 0;
  rows: i32 = 0;
  inFeatures: i32 = 0;
  units: i32 = 0;
  scratch: usize = 0;
  /** How much of it each thread has. */
  scratchBytes: i32 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class DenseInputGradient {
  dy: usize = 0;
  weights: usize = 0;
  dx: usize = 0;
  rows: i32 = 0;
  inFeatures: i32 = 0;
  units: i32 = 0;
  accumulate: i32 = 0;
  /** Room for a panel of transposed weights [units, 8], or for blocks of both factors. */
  scratch: usize = 0;
  scratchBytes: i32 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class Activation {
  x: usize = 0;
  y: usize = 0;
  count: i32 = 0;
  negativeSlope: f32 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class ActivationGradient {
  x: usize = 0;
  y: usize = 0;
  dy: usize = 0;
  dx: usize = 0;
  count: i32 = 0;
  negativeSlope: f32 = 0;
  accumulate: i32 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class Softmax {
  x: usize = 0;
  y: usize = 0;
  rows: i32 = 0;
  columns: i32 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class SoftmaxGradient {
  y: usize = 0;
  dy: usize = 0;
  dx: usize = 0;
  rows: i32 = 0;
  columns: i32 = 0;
  accumulate: i32 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class Dropout {
  x: usize = 0;
  mask: usize = 0;
  y: usize = 0;
  count: i32 = 0;
  stream: u32 = 0;
  /** 1 / (1 − rate) */
  kept: f32 = 0;
  /** An element is dropped where its 53 random bits are below this: rate · 2⁵³. */
  threshold: u64 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class ScaleGradient {
  dy: usize = 0;
  dx: usize = 0;
  count: i32 = 0;
  accumulate: i32 = 0;
  /** How many addresses of factors follow. */
  factors: i32 = 0;
}

/** y = the inputs added or multiplied, element by element. */
// @ts-ignore: decorator
@unmanaged
export class Combine {
  y: usize = 0;
  count: i32 = 0;
  /** How many addresses of inputs follow. */
  inputs: i32 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class LargestPiece {
  x: usize = 0;
  y: usize = 0;
  /** Elements of y. */
  count: i32 = 0;
  pieces: i32 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class LargestPieceGradient {
  x: usize = 0;
  dy: usize = 0;
  dx: usize = 0;
  /** Elements of dy. */
  count: i32 = 0;
  pieces: i32 = 0;
  accumulate: i32 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class BatchNorm {
  x: usize = 0;
  scale: usize = 0;
  shift: usize = 0;
  runningMean: usize = 0;
  runningVariance: usize = 0;
  normalized: usize = 0;
  y: usize = 0;
  rows: i32 = 0;
  columns: i32 = 0;
  momentum: f32 = 0;
  epsilon: f32 = 0;
  /** 0: by the running statistics, which stay as they are. */
  training: i32 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class BatchNormParameterGradient {
  normalized: usize = 0;
  dy: usize = 0;
  dScale: usize = 0;
  dShift: usize = 0;
  rows: i32 = 0;
  columns: i32 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class BatchNormGradient {
  x: usize = 0;
  scale: usize = 0;
  normalized: usize = 0;
  dy: usize = 0;
  dx: usize = 0;
  rows: i32 = 0;
  columns: i32 = 0;
  epsilon: f32 = 0;
  accumulate: i32 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class Copy {
  from: usize = 0;
  to: usize = 0;
  count: i32 = 0;
  accumulate: i32 = 0;
}

/** to[row, toColumn …] (+)= from[row, fromColumn …], `columns` wide. */
// @ts-ignore: decorator
@unmanaged
export class CopyColumns {
  /** Address of the first element to read. */
  from: usize = 0;
  fromWidth: i32 = 0;
  to: usize = 0;
  toWidth: i32 = 0;
  rows: i32 = 0;
  columns: i32 = 0;
  accumulate: i32 = 0;
}

/** The value of a loss, its gradient, or both. */
// @ts-ignore: decorator
@unmanaged
export class Loss {
  prediction: usize = 0;
  target: usize = 0;
  /** A float64; 0 where only the gradient is wanted. */
  value: usize = 0;
  /** 0 where only the value is wanted. */
  dPrediction: usize = 0;
  rows: i32 = 0;
  columns: i32 = 0;
  accumulate: i32 = 0;
  delta: f32 = 0;
  /** Weight of the loss times `valueScale`. */
  gradientScale: f32 = 0;
  scratch: usize = 0;
  /** Not 0 where this is the only loss, whose value is the batch's when it is weighted. */
  isAll: i32 = 0;
  unused: i32 = 0;
  /** What the sum over elements or rows is multiplied with. */
  valueScale: f64 = 0;
  weight: f64 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class RecordLosses {
  /** values[count] and weights[count] are float64. */
  values: usize = 0;
  weights: usize = 0;
  count: i32 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class CountCorrect {
  code: i32 = 0;
  prediction: usize = 0;
  target: usize = 0;
  rows: i32 = 0;
  columns: i32 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class Penalty {
  value: usize = 0;
  gradient: usize = 0;
  count: i32 = 0;
  l1: f32 = 0;
  /** 2 · l2 */
  twiceL2: f32 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class ClipValue {
  gradients: usize = 0;
  count: i32 = 0;
  maxValue: f32 = 0;
}

// @ts-ignore: decorator
@unmanaged
export class ClipNorm {
  gradients: usize = 0;
  count: i32 = 0;
  maxNorm: f64 = 0;
}

/** Shared by all optimizers: parameters, gradients and each state slot have `count` elements. */
// @ts-ignore: decorator
@unmanaged
export class Update {
  parameters: usize = 0;
  gradients: usize = 0;
  count: i32 = 0;
  /** State slots; 0 where the optimizer has fewer. */
  first: usize = 0;
  second: usize = 0;
  nesterov: i32 = 0;
  /** momentum (sgd, rmsProp) or beta1 */
  decay: f64 = 0;
  /** beta2, or the decay of rmsProp */
  squareDecay: f64 = 0;
  epsilon: f64 = 0;
  weightDecay: f64 = 0;
}
