/** Loss functions by their names in the project file. */
export const lossFunctions = [
  'meanSquaredError',
  'sumSquaredError',
  'meanAbsoluteError',
  'huber',
  'binaryCrossEntropy',
  'categoricalCrossEntropy',
  'hinge',
] as const;

/** Whether a loss over a batch is the mean its function names, or the sum over the same terms. */
export const lossReductions = ['mean', 'sum'] as const;
export type LossReduction = (typeof lossReductions)[number];

/**
 * What the compiler plans with: the two cross-entropies also exist over raw outputs, where softmax or sigmoid and the
 * logarithm are taken in one numerically stable step.
 */
export type LossFunction = (typeof lossFunctions)[number] | 'softmaxCrossEntropy' | 'sigmoidCrossEntropy';
