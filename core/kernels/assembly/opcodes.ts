/**
 * What the two sides of the fast backend agree on: the encoder in TypeScript writes these numbers into a program, the
 * interpreter in AssemblyScript switches on them. This file is plain enough to be compiled as either.
 */

/** One instruction of a program. Its operands are described by the class of the same name in `instructions.ts`. */
export enum Op {
  end,
  /** All threads wait for each other. */
  barrier,
  gather,
  softmax,
  softmaxGradient,
  dropout,
  scaleGradient,
  add,
  multiply,
  largestPiece,
  largestPieceGradient,
  batchNorm,
  batchNormParameterGradient,
  batchNormGradient,
  copy,
  copyColumns,
  recordLosses,
  countCorrect,
  penalty,
  clipValue,
  clipNorm,
  sgd,
  adam,
  rmsProp,
  adagrad,
  // From here on an operation has several functions, and takes as many numbers: its own plus the variant's. Without gaps, so that all
  // are told apart by one jump.
  dense = 25,
  denseGradient = 30,
  denseInputGradient = 34,
  activation = 37,
  activationGradient = 54,
  loss = 71,
  activatedDense = 80,
}

/** How a product of matrices is worked out: variants of `dense` and its gradients. */
export enum Product {
  /** Straight from the matrices: small ones. */
  direct,
  /** From packed panels: larger ones. */
  panels,
  /** Layers of one unit, and of two to four; the gradient of an input has no function of its own for the latter. */
  single,
  narrow,
  /** One row with finite weights, zeros passed over; layers' outputs alone. */
  sparse,
}

/** Element-wise functions: variants of `activation` and its gradient. Softmax is an instruction of its own. */
export enum Elementwise {
  linear,
  sigmoid,
  tanh,
  relu,
  relu6,
  leakyRelu,
  elu,
  selu,
  softplus,
  softsign,
  gelu,
  swish,
  hardSigmoid,
  scaledTanh,
  step,
  sign,
  sin,
}

/** Variants of `activatedDense`: a layer whose outputs become those of its activation before they are written. */
export enum Activated {
  singleSigmoid,
  singleTanh,
  singleRelu,
  narrowSigmoid,
  narrowTanh,
  narrowRelu,
}

/** Variants of `loss`. */
export enum Loss {
  meanSquaredError,
  sumSquaredError,
  meanAbsoluteError,
  huber,
  binaryCrossEntropy,
  sigmoidCrossEntropy,
  categoricalCrossEntropy,
  softmaxCrossEntropy,
  hinge,
}

export enum Accuracy {
  largest,
  aboveHalf,
  aboveZero,
}
