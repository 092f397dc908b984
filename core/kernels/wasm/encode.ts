import { randomStreams } from '../../data/random';
import { internalError } from '../../graph/problem';
import type { Step } from '../../plan/plan';
import { Accuracy, Elementwise, Op, Product } from '../assembly/opcodes';
import { activatedLayers, activatedVariant } from './activated';
import { encodeLoss } from './encodeLoss';
import { encodeUpdate } from './encodeUpdate';
import { type Access, meet, ProgramWriter } from './instructions';
import {
  finiteProductKind,
  inputProductKind,
  isShared,
  layerProductKind,
  type ProductShape,
} from './products';
import { type Context, createContext, type ProgramInput, type StepOf } from './programContext';

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
      encodeProduct(Op.dense, kind, shape, access, [...places, fifth, k, n], context, [Elementwise.linear]);
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

/** Scratch comes last among the operands that all products have. */
function encodeProduct(
  op: Op,
  kind: Product,
  shape: ProductShape,
  access: Access,
  operands: readonly number[],
  { writer, layout }: Context,
  further: readonly number[] = [],
): void {
  const all = [...operands, layout.scratch, layout.scratchBytes, ...further];
  if (kind === Product.panels && isShared(shape)) writer.addShared(op, kind, access, ...all);
  else writer.addVariant(op, kind, ...all);
}

/** A layer with its activation in one instruction, or false where their places do not allow it. */
function encodeActivated(
  layer: StepOf<'dense'>,
  activation: StepOf<'activation'>,
  context: Context,
): boolean {
  const { writer, rows, layout, address, columns } = context;
  const [k, n] = [columns(layer.x), columns(layer.y)];
  const shape = { m: rows, n, k };
  const kind = layerProductKind(shape);
  const access = context.access(
    [layer.x, layer.weights, ...(layer.bias === null ? [] : [layer.bias])],
    [activation.y],
  );
  // The activation's output may have the place of the layer's input, which the layer was to be done with by then.
  if (meet(access.reads, access.writes)) return false;
  const bias = layer.bias === null ? 0 : address(layer.bias);
  const operands = [address(layer.x), address(layer.weights), bias, address(activation.y), rows, k, n];
  const variant = activatedVariant(kind, activation);
  if (variant !== null)
    writer.addVariant(Op.activatedDense, variant, ...operands, layout.scratch, layout.scratchBytes);
  else
    encodeProduct(Op.dense, kind, shape, access, operands, context, [
      Elementwise[activation.function as keyof typeof Elementwise],
    ]);
  return true;
}
