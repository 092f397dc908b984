import type { Optimizer } from '../../train/optimizers';

/**
 * One update of all parameters in place, by PyTorch's rules. parameters, gradients and each state array have the same
 * length; `step` counts from 1.
 */
export function optimize(
  optimizer: Optimizer,
  parameters: Float64Array,
  gradients: Float64Array,
  state: readonly Float64Array[],
  step: number,
  learningRate: number,
): void {
  switch (optimizer.kind) {
    case 'sgd':
      sgd(optimizer, parameters, gradients, state[0], step, learningRate);
      return;
    case 'adam':
      adam(optimizer, 0, parameters, gradients, state, step, learningRate);
      return;
    case 'adamW':
      adam(optimizer, optimizer.weightDecay, parameters, gradients, state, step, learningRate);
      return;
    case 'rmsProp':
      rmsProp(optimizer, parameters, gradients, state, learningRate);
      return;
    case 'adagrad':
      adagrad(optimizer.epsilon, parameters, gradients, state[0]!, learningRate);
      return;
    default:
      throw optimizer satisfies never;
  }
}

/** v ← momentum·v + g (v = g at the first step); p ← p − rate·v, or with Nesterov p − rate·(g + momentum·v) */
function sgd(
  { momentum, nesterov }: Extract<Optimizer, { kind: 'sgd' }>,
  parameters: Float64Array,
  gradients: Float64Array,
  velocity: Float64Array | undefined,
  step: number,
  learningRate: number,
): void {
  for (let i = 0; i < parameters.length; i++) {
    const g = gradients[i]!;
    let direction = g;
    if (velocity) {
      const v = step === 1 ? g : momentum * velocity[i]! + g;
      velocity[i] = v;
      direction = nesterov ? g + momentum * v : v;
    }
    parameters[i]! -= learningRate * direction;
  }
}

/** Kingma and Ba (2015); with `weightDecay` Loshchilov and Hutter's decoupled form (2019). */
function adam(
  { beta1, beta2, epsilon }: Pick<Extract<Optimizer, { kind: 'adam' }>, 'beta1' | 'beta2' | 'epsilon'>,
  weightDecay: number,
  parameters: Float64Array,
  gradients: Float64Array,
  state: readonly Float64Array[],
  step: number,
  learningRate: number,
): void {
  const mean = state[0]!;
  const square = state[1]!;
  const meanCorrection = 1 - beta1 ** step;
  const squareCorrection = Math.sqrt(1 - beta2 ** step);
  const rate = learningRate / meanCorrection;
  const keep = 1 - learningRate * weightDecay;
  for (let i = 0; i < parameters.length; i++) {
    const g = gradients[i]!;
    const m = beta1 * mean[i]! + (1 - beta1) * g;
    const v = beta2 * square[i]! + (1 - beta2) * g * g;
    mean[i] = m;
    square[i] = v;
    parameters[i] = parameters[i]! * keep - (rate * m) / (Math.sqrt(v) / squareCorrection + epsilon);
  }
}

/** s ← decay·s + (1 − decay)·g²; u = g / (√s + epsilon); with momentum b ← momentum·b + u; p ← p − rate·b */
function rmsProp(
  { decay, momentum, epsilon }: Extract<Optimizer, { kind: 'rmsProp' }>,
  parameters: Float64Array,
  gradients: Float64Array,
  state: readonly Float64Array[],
  learningRate: number,
): void {
  const square = state[0]!;
  const velocity = state[1];
  for (let i = 0; i < parameters.length; i++) {
    const g = gradients[i]!;
    const s = decay * square[i]! + (1 - decay) * g * g;
    square[i] = s;
    let direction = g / (Math.sqrt(s) + epsilon);
    if (velocity) {
      direction += momentum * velocity[i]!;
      velocity[i] = direction;
    }
    parameters[i]! -= learningRate * direction;
  }
}

/** s ← s + g²; p ← p − rate · g / (√s + epsilon) */
function adagrad(
  epsilon: number,
  parameters: Float64Array,
  gradients: Float64Array,
  squares: Float64Array,
  learningRate: number,
): void {
  for (let i = 0; i < parameters.length; i++) {
    const g = gradients[i]!;
    const s = squares[i]! + g * g;
    squares[i] = s;
    parameters[i]! -= (learningRate * g) / (Math.sqrt(s) + epsilon);
  }
}

/** gradient += l1 · sign(w) + 2 · l2 · w, the derivative of l1·Σ|w| + l2·Σw² */
export function addPenalty(values: Float64Array, gradients: Float64Array, l1: number, l2: number): void {
  for (let i = 0; i < values.length; i++) {
    const w = values[i]!;
    gradients[i]! += l1 * Math.sign(w) + 2 * l2 * w;
  }
}

/** Holds every element within ±maxValue, as PyTorch's clip_grad_value_. */
export function clipValue(gradients: Float64Array, maxValue: number): void {
  for (let i = 0; i < gradients.length; i++)
    gradients[i] = Math.min(Math.max(gradients[i]!, -maxValue), maxValue);
}

/** Scales all gradients by maxNorm / (norm + 1e-6) when that is below 1, as PyTorch's clip_grad_norm_. */
export function clipNorm(gradients: Float64Array, maxNorm: number): void {
  let squares = 0;
  for (const g of gradients) squares += g * g;
  const factor = maxNorm / (Math.sqrt(squares) + 1e-6);
  if (factor >= 1) return;
  for (let i = 0; i < gradients.length; i++) gradients[i]! *= factor;
}
