/** Activation functions by their names in the project file. */
export const activationFunctions = [
  'linear',
  'sigmoid',
  'tanh',
  'relu',
  'relu6',
  'leakyRelu',
  'elu',
  'selu',
  'softplus',
  'softsign',
  'gelu',
  'swish',
  'hardSigmoid',
  'scaledTanh',
  'step',
  'sign',
  'sin',
  'softmax',
] as const;

export type ActivationFunction = (typeof activationFunctions)[number];
