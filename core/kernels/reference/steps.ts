import { Pcg32, randomStreams } from '../../data/random';
import type { BufferId, Step } from '../../plan/plan';
import { activate, activationGradient, softmax, softmaxGradient } from './activations';
import { batchNorm, batchNormGradient, batchNormParameterGradient } from './batchNorm';
import type { StepContext } from './context';
import { dense, denseBiasGradient, denseInputGradient, denseWeightGradient } from './dense';
import { lossGradient, lossTerms, lossValue } from './losses';
import { largestPiece, largestPieceGradient } from './maxout';

type StepOf<Op extends Step['op']> = Extract<Step, { op: Op }>;
type View = StepContext['view'];

/** Runs one forward or backward step over a batch of `rows` rows. */
export function runStep(step: Step, context: StepContext): void {
  const { view, rows, plan } = context;
  const columns = (id: BufferId) => plan.buffers[id]!.columns;
  switch (step.op) {
    case 'dense': {
      const bias = step.bias === null ? null : view(step.bias);
      dense(view(step.x), view(step.weights), bias, view(step.y), rows, columns(step.x), columns(step.y));
      return;
    }
    case 'denseWeightGradient': {
      const { x, dy, dWeights } = step;
      denseWeightGradient(view(x), view(dy), view(dWeights), rows, columns(x), columns(dy));
      return;
    }
    case 'denseBiasGradient':
      denseBiasGradient(view(step.dy), view(step.dBias), rows, columns(step.dy));
      return;
    case 'denseInputGradient': {
      const { dy, weights, dx, accumulate } = step;
      denseInputGradient(view(dy), view(weights), view(dx), rows, columns(dx), columns(dy), accumulate);
      return;
    }
    case 'activation':
      activation(step, view, rows, columns(step.x));
      return;
    case 'activationGradient':
      activationDerivative(step, view, rows, columns(step.x));
      return;
    case 'dropout':
      dropout(step, context);
      return;
    case 'scaleGradient': {
      const dy = view(step.dy);
      const factors = step.factors.map(view);
      put(view(step.dx), step.accumulate, (i) => factors.reduce((product, x) => product * x[i]!, dy[i]!));
      return;
    }
    case 'add': {
      const inputs = step.inputs.map(view);
      put(view(step.y), false, (i) => inputs.reduce((sum, x) => sum + x[i]!, 0));
      return;
    }
    case 'multiply': {
      const inputs = step.inputs.map(view);
      put(view(step.y), false, (i) => inputs.reduce((product, x) => product * x[i]!, 1));
      return;
    }
    case 'largestPiece':
      largestPiece(view(step.x), view(step.y), step.pieces);
      return;
    case 'largestPieceGradient':
      largestPieceGradient(view(step.x), view(step.dy), view(step.dx), step.pieces, step.accumulate);
      return;
    case 'batchNorm':
      batchNorm(step, context);
      return;
    case 'batchNormParameterGradient':
      batchNormParameterGradient(step, context);
      return;
    case 'batchNormGradient':
      batchNormGradient(step, context);
      return;
    case 'copyGradient': {
      const dy = view(step.dy);
      put(view(step.dx), step.accumulate, (i) => dy[i]!);
      return;
    }
    case 'concat':
      concat(step, view, rows, columns);
      return;
    case 'sliceGradient': {
      const dy = view(step.dy);
      const wide = columns(step.dy);
      const narrow = columns(step.dx);
      const at = (i: number) => Math.floor(i / narrow) * wide + step.column + (i % narrow);
      put(view(step.dx), step.accumulate, (i) => dy[at(i)]!);
      return;
    }
    case 'loss': {
      const { prediction, target, delta } = step;
      const [p, t] = [view(prediction), view(target)];
      const terms = lossTerms(step.function, step.reduction, rows, columns(prediction));
      view(step.value)[0] = terms * lossValue(step.function, p, t, rows, columns(prediction), delta);
      return;
    }
    case 'lossGradient': {
      const { prediction, target, dPrediction, delta, weight, accumulate } = step;
      const [p, t, d] = [view(prediction), view(target), view(dPrediction)];
      const factor = weight * lossTerms(step.function, step.reduction, rows, columns(prediction));
      lossGradient(step.function, p, t, d, rows, columns(prediction), delta, factor, accumulate);
      return;
    }
    default:
      throw step satisfies never;
  }
}

function put(into: Float64Array, accumulate: boolean, value: (i: number) => number): void {
  for (let i = 0; i < into.length; i++) into[i] = accumulate ? into[i]! + value(i) : value(i);
}

function activation(step: StepOf<'activation'>, view: View, rows: number, columns: number): void {
  const x = view(step.x);
  const y = view(step.y);
  if (step.function === 'softmax') {
    softmax(x, y, rows, columns);
    return;
  }
  activate(step.function, x, y, step.negativeSlope);
}

function activationDerivative(
  step: StepOf<'activationGradient'>,
  view: View,
  rows: number,
  columns: number,
): void {
  const { function: name, negativeSlope, accumulate } = step;
  const [x, y, dy, dx] = [view(step.x), view(step.y), view(step.dy), view(step.dx)];
  if (name === 'softmax') {
    softmaxGradient(y, dy, dx, rows, columns, accumulate);
    return;
  }
  activationGradient(name, x, y, dy, dx, negativeSlope, accumulate);
}

function dropout(step: StepOf<'dropout'>, { view, seed, training }: StepContext): void {
  const [x, mask, y] = [view(step.x), view(step.mask), view(step.y)];
  // Each (seed, step, node) has a sequence of its own, so a resumed run draws what an unbroken one would have.
  const generator = training && new Pcg32(seed, randomStreams.dropout + step.stream, training.step);
  const kept = 1 / (1 - step.rate);
  for (let i = 0; i < x.length; i++) {
    const factor = generator ? (generator.random() < step.rate ? 0 : kept) : 1;
    mask[i] = factor;
    y[i] = x[i]! * factor;
  }
}

function concat(step: StepOf<'concat'>, view: View, rows: number, columns: (id: BufferId) => number): void {
  const y = view(step.y);
  const wide = columns(step.y);
  let start = 0;
  for (const id of step.inputs) {
    const x = view(id);
    const narrow = columns(id);
    for (let row = 0; row < rows; row++)
      y.set(x.subarray(row * narrow, (row + 1) * narrow), row * wide + start);
    start += narrow;
  }
}
