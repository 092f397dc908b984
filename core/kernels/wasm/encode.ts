import { randomStreams } from '../../data/random';
import { internalError } from '../../graph/problem';
import type { BufferId, Plan, Step, UpdateStep } from '../../plan/plan';
import type { Optimizer } from '../../train/optimizers';
import { Accuracy, Elementwise, Loss, Op, Product } from '../assembly/opcodes';
import type { AccuracyRule } from '../backend';
import { lossTerms } from '../reference/losses';
import { activatedLayers, activatedVariant } from './activated';
import { type Access, meet, type Operand, ProgramWriter, type Stretch } from './instructions';
import { type Arrangement, addressOf, type Layout } from './layout';
import {
  finiteProductKind,
  inputProductKind,
  isShared,
  layerProductKind,
  type ProductShape,
} from './products';

export interface ProgramInput {
  plan: Plan;
  layout: Layout;
  /** Rows of the batch that the program is for. */
  rows: number;
  arrangement: Arrangement;
  /** With the backward pass and the update; without, dropout does nothing. */
  training: boolean;
  accuracy: AccuracyRule | null;
  /** Whether the losses are wanted, or the outputs alone. */
  losses: boolean;
  /** Whether all parameters are known to be finite; a single row then passes over its zeros. */
  finite: boolean;
  /** Layers whose weights were copied into strips, and where to. */
  strips: ReadonlyMap<Step, number>;
  /** How many threads may run it. */
  threads: number;
}

/** The plan for one size of batch, as the kernels run it: all addresses and sizes are settled. */
export function encodeProgram(input: ProgramInput): Int32Array {
  const { plan, layout, rows, training, accuracy } = input;
  const writer = new ProgramWriter(input.threads);
  const context = createContext(input, writer);
  const ports = [...plan.inputs, ...plan.targets];
  const matrices = ports.flatMap((port) => {
    const data = layout.data.get(port.nodeId);
    if (data === undefined) throw internalError(`no rows are bound for node ${port.nodeId}`);
    return [data, context.address(port.buffer), port.features];
  });
  writer.add(Op.gather, rows, ports.length, ...matrices);
  // Where buffers lie apart, every one is wanted.
  const shared = input.arrangement === 'shared';
  const activated = shared ? activatedLayers(plan, accuracy?.prediction ?? null) : null;
  const done = new Set<Step>();
  for (const step of plan.forward) {
    const elsewhere = context.valueOfGradient.has(step) || (step.op === 'loss' && !input.losses);
    if (elsewhere || done.has(step)) continue;
    const activation = step.op === 'dense' && activated?.get(step);
    if (activation && encodeActivated(step, activation, context)) done.add(activation);
    else encodeStep(step, context);
  }
  if (accuracy) {
    const { prediction, target, rule } = accuracy;
    const sides = [context.address(prediction), context.address(target)];
    writer.add(Op.countCorrect, Accuracy[rule], ...sides, rows, context.columns(prediction));
  }
  if (training) {
    plan.backward.forEach((step, index) => {
      // A bias gradient that follows the weights' of the same layer is made with them.
      if (step.op === 'denseBiasGradient' && belongsTo(step, plan.backward[index - 1])) return;
      encodeStep(step, context, plan.backward[index + 1]);
    });
  }
  // A single loss records itself.
  if (input.losses && plan.losses.length !== 1)
    writer.add(Op.recordLosses, layout.lossValues, layout.lossWeights, plan.losses.length);
  if (training) for (const step of plan.update) encodeUpdate(step, context);
  return writer.finish();
}

function belongsTo(bias: StepOf<'denseBiasGradient'>, before: Step | undefined): boolean {
  return before?.op === 'denseWeightGradient' && before.dy === bias.dy;
}

/** Each loss whose gradient is wanted too, and the loss by that gradient: the two are worked out together. */
function pairLosses(plan: Plan): Map<Step, StepOf<'loss'>> {
  const pairs = new Map<Step, StepOf<'loss'>>();
  for (const gradient of plan.backward) {
    if (gradient.op !== 'lossGradient') continue;
    const loss = plan.forward.find(
      (step): step is StepOf<'loss'> =>
        step.op === 'loss' &&
        !pairs.has(step) &&
        step.function === gradient.function &&
        step.reduction === gradient.reduction &&
        step.delta === gradient.delta &&
        step.prediction === gradient.prediction &&
        step.target === gradient.target,
    );
    if (!loss) continue;
    pairs.set(gradient, loss);
    pairs.set(loss, loss);
  }
  return pairs;
}

type StepOf<Name extends Step['op']> = Extract<Step, { op: Name }>;

interface Context {
  writer: ProgramWriter;
  plan: Plan;
  layout: Layout;
  rows: number;
  training: boolean;
  finite: boolean;
  strips: ReadonlyMap<Step, number>;
  /** In training: the loss whose value is made with a gradient step, under that step and under itself. */
  valueOfGradient: ReadonlyMap<Step, StepOf<'loss'>>;
  address(id: BufferId): number;
  columns(id: BufferId): number;
  /** Elements of a buffer in this batch. */
  count(id: BufferId): number;
  access(reads: readonly BufferId[], writes: readonly BufferId[]): Access;
}

function createContext(input: ProgramInput, writer: ProgramWriter): Context {
  const { plan, layout, rows, arrangement, training, finite, strips } = input;
  const columns = (id: BufferId) => plan.buffers[id]!.columns;
  const address = (id: BufferId) => addressOf(plan, layout, id, rows, arrangement);
  const stretch = (id: BufferId): Stretch => {
    const { rows: height } = plan.buffers[id]!;
    const start = address(id);
    return { start, end: start + 4 * columns(id) * (height === 'batch' ? rows : height) };
  };
  return {
    writer,
    plan,
    layout,
    rows,
    training,
    finite,
    strips,
    valueOfGradient: training ? pairLosses(plan) : new Map(),
    address,
    columns,
    count: (id) => rows * columns(id),
    access: (reads, writes) => ({ reads: reads.map(stretch), writes: writes.map(stretch) }),
  };
}

function encodeStep(step: Step, context: Context, next?: Step): void {
  const { writer, rows, address, columns, count } = context;
  switch (step.op) {
    case 'dense': {
      const bias = step.bias === null ? 0 : address(step.bias);
      const [k, n] = [columns(step.x), columns(step.y)];
      const places = [address(step.x), address(step.weights), bias, address(step.y)];
      const reads = [step.x, step.weights, ...(step.bias === null ? [] : [step.bias])];
      const shape = { m: rows, n, k };
      const access = context.access(reads, [step.y]);
      const kind = (context.finite ? finiteProductKind : layerProductKind)(shape);
      const fifth = kind === Product.sparse ? (context.strips.get(step) ?? 0) : rows;
      encodeProduct(Op.dense, kind, shape, access, [...places, fifth, k, n], context);
      return;
    }
    case 'denseWeightGradient': {
      const { x, dy, dWeights } = step;
      const bias = next?.op === 'denseBiasGradient' && belongsTo(next, step) ? address(next.dBias) : 0;
      const [m, n] = [columns(x), columns(dy)];
      const places = [address(x), address(dy), address(dWeights), bias, rows, m, n];
      const written = bias && next?.op === 'denseBiasGradient' ? [dWeights, next.dBias] : [dWeights];
      const shape = { m, n, k: rows };
      const access = context.access([x, dy], written);
      encodeProduct(Op.denseGradient, layerProductKind(shape), shape, access, places, context);
      return;
    }
    case 'denseBiasGradient': {
      const { dy, dBias } = step;
      writer.add(Op.denseGradient, 0, address(dy), 0, address(dBias), rows, 0, columns(dy), 0, 0);
      return;
    }
    case 'denseInputGradient': {
      const { dy, weights, dx, accumulate } = step;
      const [n, k] = [columns(dx), columns(dy)];
      const places = [address(dy), address(weights), address(dx), rows, n, k, Number(accumulate)];
      const access = context.access([dy, weights, ...(accumulate ? [dx] : [])], [dx]);
      const shape = { m: rows, n, k };
      encodeProduct(Op.denseInputGradient, inputProductKind(shape), shape, access, places, context);
      return;
    }
    case 'activation': {
      const [x, y] = [address(step.x), address(step.y)];
      if (step.function === 'softmax') writer.add(Op.softmax, x, y, rows, columns(step.x));
      else {
        const code = Elementwise[step.function];
        writer.addVariant(Op.activation, code, x, y, count(step.x), { f32: step.negativeSlope });
      }
      return;
    }
    case 'activationGradient': {
      const accumulate = Number(step.accumulate);
      const [x, y, dy, dx] = [address(step.x), address(step.y), address(step.dy), address(step.dx)];
      if (step.function === 'softmax') {
        writer.add(Op.softmaxGradient, y, dy, dx, rows, columns(step.x), accumulate);
        return;
      }
      const code = Elementwise[step.function];
      const slope = { f32: step.negativeSlope };
      writer.addVariant(Op.activationGradient, code, x, y, dy, dx, count(step.x), slope, accumulate);
      return;
    }
    case 'dropout': {
      const [x, y] = [address(step.x), address(step.y)];
      if (!context.training) {
        writer.add(Op.copy, x, y, count(step.x), 0);
        return;
      }
      const stream = randomStreams.dropout + step.stream;
      // random() < rate, where random() is a whole number below 2⁵³ over 2⁵³
      const threshold = { u64: BigInt(Math.ceil(step.rate * 2 ** 53)) };
      const kept = { f32: 1 / (1 - step.rate) };
      writer.add(Op.dropout, x, address(step.mask), y, count(step.x), stream, kept, threshold);
      return;
    }
    case 'scaleGradient': {
      const { dy, dx, accumulate, factors } = step;
      const sizes = [count(dx), Number(accumulate), factors.length];
      writer.add(Op.scaleGradient, address(dy), address(dx), ...sizes, ...factors.map(address));
      return;
    }
    case 'add':
    case 'multiply': {
      const { inputs, y } = step;
      const op = step.op === 'add' ? Op.add : Op.multiply;
      writer.add(op, address(y), count(y), inputs.length, ...inputs.map(address));
      return;
    }
    case 'largestPiece':
      writer.add(Op.largestPiece, address(step.x), address(step.y), count(step.y), step.pieces);
      return;
    case 'largestPieceGradient': {
      const { x, dy, dx, pieces, accumulate } = step;
      const places = [address(x), address(dy), address(dx)];
      writer.add(Op.largestPieceGradient, ...places, count(dy), pieces, Number(accumulate));
      return;
    }
    case 'batchNorm': {
      const { x, scale, shift, runningMean, runningVariance, normalized, y, momentum, epsilon } = step;
      const places = [x, scale, shift, runningMean, runningVariance, normalized, y].map(address);
      const settings = [{ f32: momentum }, { f32: epsilon }, Number(context.training)];
      writer.add(Op.batchNorm, ...places, rows, columns(x), ...settings);
      return;
    }
    case 'batchNormParameterGradient': {
      const places = [step.normalized, step.dy, step.dScale, step.dShift].map(address);
      writer.add(Op.batchNormParameterGradient, ...places, rows, columns(step.dy));
      return;
    }
    case 'batchNormGradient': {
      const { x, scale, normalized, dy, dx, epsilon, accumulate } = step;
      const places = [x, scale, normalized, dy, dx].map(address);
      writer.add(Op.batchNormGradient, ...places, rows, columns(x), { f32: epsilon }, Number(accumulate));
      return;
    }
    case 'copyGradient':
      writer.add(Op.copy, address(step.dy), address(step.dx), count(step.dx), Number(step.accumulate));
      return;
    case 'concat': {
      const width = columns(step.y);
      let to = address(step.y);
      for (const id of step.inputs) {
        writer.add(Op.copyColumns, address(id), columns(id), to, width, rows, columns(id), 0);
        to += 4 * columns(id);
      }
      return;
    }
    case 'sliceGradient': {
      const { dy, dx, column, accumulate } = step;
      const from = address(dy) + 4 * column;
      const width = columns(dx);
      writer.add(Op.copyColumns, from, columns(dy), address(dx), width, rows, width, Number(accumulate));
      return;
    }
    case 'loss':
      encodeLoss(step, address(step.value), null, context);
      return;
    case 'lossGradient': {
      const loss = context.valueOfGradient.get(step);
      encodeLoss(step, loss ? address(loss.value) : 0, step, context);
      return;
    }
    default:
      throw step satisfies never;
  }
}

/** Scratch comes last among the operands of all products. */
function encodeProduct(
  op: Op,
  kind: Product,
  shape: ProductShape,
  access: Access,
  operands: readonly number[],
  { writer, layout }: Context,
): void {
  const all = [...operands, layout.scratch, layout.scratchBytes];
  if (kind === Product.panels && isShared(shape)) writer.addShared(op, kind, access, ...all);
  else writer.addVariant(op, kind, ...all);
}

/** A layer with its activation in one instruction, where there is one for it; false where there is not. */
function encodeActivated(
  layer: StepOf<'dense'>,
  activation: StepOf<'activation'>,
  context: Context,
): boolean {
  const { writer, rows, layout, address, columns } = context;
  const [k, n] = [columns(layer.x), columns(layer.y)];
  const variant = activatedVariant(layerProductKind({ m: rows, n, k }), activation);
  // The activation's output may have the place of the layer's input, which the layer was to be done with by then.
  const { reads, writes } = context.access([layer.x], [activation.y]);
  if (variant === null || meet(reads, writes)) return false;
  const bias = layer.bias === null ? 0 : address(layer.bias);
  const places = [address(layer.x), address(layer.weights), bias, address(activation.y)];
  writer.addVariant(Op.activatedDense, variant, ...places, rows, k, n, layout.scratch, layout.scratchBytes);
  return true;
}

function encodeLoss(
  step: StepOf<'loss' | 'lossGradient'>,
  value: number,
  gradient: StepOf<'lossGradient'> | null,
  context: Context,
): void {
  const { writer, plan, layout, rows, address, columns } = context;
  const width = columns(step.prediction);
  const scale = lossScale(step, rows, width);
  const places = [address(step.prediction), address(step.target), value];
  writer.addVariant(
    Op.loss,
    Loss[step.function],
    ...places,
    gradient ? address(gradient.dPrediction) : 0,
    rows,
    width,
    Number(gradient?.accumulate ?? false),
    { f32: step.delta },
    { f32: (gradient?.weight ?? 0) * scale },
    layout.scratch,
    Number(plan.losses.length === 1),
    0,
    { f64: scale },
    { f64: plan.losses[0]?.weight ?? 0 },
  );
}

/** What the plain sum over elements (or rows, for losses by row) is multiplied with. */
function lossScale(step: StepOf<'loss' | 'lossGradient'>, rows: number, columns: number) {
  if (step.function === 'sumSquaredError') return 0.5;
  const byRow =
    step.function === 'categoricalCrossEntropy' ||
    step.function === 'softmaxCrossEntropy' ||
    step.function === 'hinge';
  const terms = byRow ? rows : rows * columns;
  return lossTerms(step.function, step.reduction, rows, columns) / terms;
}

function encodeUpdate(step: UpdateStep, context: Context): void {
  const { writer, plan, layout, address } = context;
  const all = plan.memory.parameterElements;
  switch (step.op) {
    case 'penalty': {
      const { rows, columns } = plan.buffers[step.value]!;
      const size = (rows as number) * columns;
      const amounts = [{ f32: step.l1 }, { f32: 2 * step.l2 }];
      writer.add(Op.penalty, address(step.value), address(step.gradient), size, ...amounts);
      return;
    }
    case 'clipValue':
      writer.add(Op.clipValue, layout.gradients, all, { f32: step.maxValue });
      return;
    case 'clipNorm':
      writer.add(Op.clipNorm, layout.gradients, all, { f64: step.maxNorm });
      return;
    case 'optimize':
      encodeOptimizer(step, context);
      return;
    default:
      throw step satisfies never;
  }
}

function encodeOptimizer(step: Extract<UpdateStep, { op: 'optimize' }>, context: Context): void {
  const { writer, layout, plan } = context;
  const [first = 0, second = 0] = layout.state;
  const { op, nesterov = false, ...rates } = updateRule(step.optimizer);
  const { decay = 0, squareDecay = 0, epsilon = 0, weightDecay = 0 } = rates;
  const count = plan.memory.parameterElements;
  const operands: Operand[] = [
    ...[layout.parameters, layout.gradients, count, first, second, Number(nesterov)],
    ...[decay, squareDecay, epsilon, weightDecay].map((f64) => ({ f64 })),
  ];
  const whole = (start: number): Stretch => ({ start, end: start + 4 * count });
  const writes = [layout.parameters, ...layout.state].map(whole);
  if (count < leastParametersForThreads) writer.add(op, ...operands);
  else writer.addShared(op, 0, { reads: [whole(layout.gradients), ...writes], writes }, ...operands);
}

/** Below this an update is over before another thread has begun. */
const leastParametersForThreads = 65_536;

interface UpdateRule {
  op: Op;
  nesterov?: boolean;
  /** Momentum, or Adam's beta1. */
  decay?: number;
  /** Adam's beta2, or the decay of RMSProp. */
  squareDecay?: number;
  epsilon?: number;
  weightDecay?: number;
}

function updateRule(optimizer: Optimizer): UpdateRule {
  switch (optimizer.kind) {
    case 'sgd':
      return { op: Op.sgd, nesterov: optimizer.nesterov, decay: optimizer.momentum };
    case 'adam':
    case 'adamW': {
      const { beta1: decay, beta2: squareDecay, epsilon } = optimizer;
      const weightDecay = optimizer.kind === 'adamW' ? optimizer.weightDecay : 0;
      return { op: Op.adam, decay, squareDecay, epsilon, weightDecay };
    }
    case 'rmsProp': {
      const { momentum: decay, decay: squareDecay, epsilon } = optimizer;
      return { op: Op.rmsProp, decay, squareDecay, epsilon };
    }
    case 'adagrad':
      return { op: Op.adagrad, epsilon: optimizer.epsilon };
    default:
      throw optimizer satisfies never;
  }
}
