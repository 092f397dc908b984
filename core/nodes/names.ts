/** What people call the choices that the project file writes in camel case. Shared by every form, list and report. */
const names: Readonly<Record<string, string>> = {
  // activation functions
  linear: 'Linear',
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  relu: 'ReLU',
  relu6: 'ReLU6',
  leakyRelu: 'Leaky ReLU',
  elu: 'ELU',
  selu: 'SELU',
  softplus: 'Softplus',
  softsign: 'Softsign',
  gelu: 'GELU',
  swish: 'Swish',
  hardSigmoid: 'Hard sigmoid',
  scaledTanh: 'Scaled tanh',
  step: 'Step',
  sign: 'Sign',
  sin: 'Sine',
  softmax: 'Softmax',
  // losses
  meanSquaredError: 'Mean squared error',
  sumSquaredError: 'Sum of squared errors',
  meanAbsoluteError: 'Mean absolute error',
  huber: 'Huber',
  binaryCrossEntropy: 'Binary cross-entropy',
  categoricalCrossEntropy: 'Categorical cross-entropy',
  hinge: 'Hinge',
  // initializers
  zeros: 'Zeros',
  ones: 'Ones',
  constant: 'Constant',
  uniform: 'Uniform',
  normal: 'Normal',
  glorotUniform: 'Glorot uniform',
  glorotNormal: 'Glorot normal',
  heUniform: 'He uniform',
  heNormal: 'He normal',
  lecunUniform: 'LeCun uniform',
  lecunNormal: 'LeCun normal',
  orthogonal: 'Orthogonal',
  // optimizers
  sgd: 'SGD',
  adam: 'Adam',
  adamW: 'AdamW',
  rmsProp: 'RMSProp',
  adagrad: 'Adagrad',
  // generators and backends
  pcg32: 'PCG32',
  mt19937: 'Mersenne Twister',
  wasm: 'WebAssembly',
  reference: 'Reference',
  // choices of exports
  typescript: 'TypeScript',
  javascript: 'JavaScript module',
  commonJs: 'CommonJS',
  base64: 'Base64',
};

/** `leakyRelu` → `Leaky ReLU`. A choice without an entry is spelt out: `fooBar` → `Foo bar`. */
export function choiceName(value: string): string {
  const known = Object.hasOwn(names, value) ? names[value] : undefined;
  if (known) return known;
  const words = value.replace(
    /([a-z0-9])([A-Z])/g,
    (_, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function hasChoiceName(value: string): boolean {
  return Object.hasOwn(names, value);
}
