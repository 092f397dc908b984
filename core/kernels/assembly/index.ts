import { countCorrect } from './accuracy';
import { activation, activationGradient } from './activations';
import { batchNorm, batchNormGradient, batchNormParameterGradient } from './batchNorm';
import { dense, denseBiasGradient, denseInputGradient, denseWeightGradient } from './dense';
import { dropout } from './dropout';
import {
  Activation,
  ActivationGradient,
  BatchNorm,
  BatchNormGradient,
  BatchNormParameterGradient,
  ClipNorm,
  ClipValue,
  Combine,
  Copy,
  CopyColumns,
  CountCorrect,
  Dense,
  DenseBiasGradient,
  DenseInputGradient,
  DenseWeightGradient,
  Dropout,
  Gather,
  LargestPiece,
  LargestPieceGradient,
  LossGradient,
  LossValue,
  Penalty,
  RecordLosses,
  ScaleGradient,
  Softmax,
  SoftmaxGradient,
  Update,
} from './instructions';
import { lossGradient, lossValue } from './losses';
import { largestPiece, largestPieceGradient } from './maxout';
import { add, copy, copyColumns, gather, multiplyElements, scaleGradient } from './merge';
import { Op } from './opcodes';
import { adagrad, adam, clipNorm, clipValue, penalty, rmsProp, sgd } from './optimizers';
import { softmax, softmaxGradient } from './softmax';

/** Below this address the program keeps constants of its own. */
export function firstFreeByte(): usize {
  return __heap_base;
}

/** Row numbers of the batch under way. */
let order: usize = 0;
/** Where the loss of the batch under way goes: a float64. */
let lossOut: usize = 0;
/** Updates made before this one; what dropout masks and bias corrections go by. */
let step: i32 = 0;
let learningRate: f64 = 0;
let correct: i32 = 0;
let seed: u32 = 0;

/** Runs the instructions from `at` to their end. */
function run(at: usize): void {
  for (;;) {
    const operands = at + 8;
    switch (load<i32>(at)) {
      case Op.end:
        return;
      case Op.gather:
        gather(changetype<Gather>(operands), order);
        break;
      case Op.dense:
        dense(changetype<Dense>(operands));
        break;
      case Op.denseWeightGradient:
        denseWeightGradient(changetype<DenseWeightGradient>(operands));
        break;
      case Op.denseBiasGradient:
        denseBiasGradient(changetype<DenseBiasGradient>(operands));
        break;
      case Op.denseInputGradient:
        denseInputGradient(changetype<DenseInputGradient>(operands));
        break;
      case Op.activation:
        activation(changetype<Activation>(operands));
        break;
      case Op.activationGradient:
        activationGradient(changetype<ActivationGradient>(operands));
        break;
      case Op.softmax:
        softmax(changetype<Softmax>(operands));
        break;
      case Op.softmaxGradient:
        softmaxGradient(changetype<SoftmaxGradient>(operands));
        break;
      case Op.dropout:
        dropout(changetype<Dropout>(operands), seed, <u32>step);
        break;
      case Op.scaleGradient:
        scaleGradient(changetype<ScaleGradient>(operands));
        break;
      case Op.add:
        add(changetype<Combine>(operands));
        break;
      case Op.multiply:
        multiplyElements(changetype<Combine>(operands));
        break;
      case Op.largestPiece:
        largestPiece(changetype<LargestPiece>(operands));
        break;
      case Op.largestPieceGradient:
        largestPieceGradient(changetype<LargestPieceGradient>(operands));
        break;
      case Op.batchNorm:
        batchNorm(changetype<BatchNorm>(operands));
        break;
      case Op.batchNormParameterGradient:
        batchNormParameterGradient(changetype<BatchNormParameterGradient>(operands));
        break;
      case Op.batchNormGradient:
        batchNormGradient(changetype<BatchNormGradient>(operands));
        break;
      case Op.copy:
        copy(changetype<Copy>(operands));
        break;
      case Op.copyColumns:
        copyColumns(changetype<CopyColumns>(operands));
        break;
      case Op.loss:
        lossValue(changetype<LossValue>(operands));
        break;
      case Op.lossGradient:
        lossGradient(changetype<LossGradient>(operands));
        break;
      case Op.recordLosses:
        recordLosses(changetype<RecordLosses>(operands));
        break;
      case Op.countCorrect:
        correct += countCorrect(changetype<CountCorrect>(operands));
        break;
      case Op.penalty:
        penalty(changetype<Penalty>(operands));
        break;
      case Op.clipValue:
        clipValue(changetype<ClipValue>(operands));
        break;
      case Op.clipNorm:
        clipNorm(changetype<ClipNorm>(operands));
        break;
      case Op.sgd:
        sgd(changetype<Update>(operands), step + 1, learningRate);
        break;
      case Op.adam:
        adam(changetype<Update>(operands), step + 1, learningRate);
        break;
      case Op.rmsProp:
        rmsProp(changetype<Update>(operands), learningRate);
        break;
      case Op.adagrad:
        adagrad(changetype<Update>(operands), learningRate);
        break;
      default:
        unreachable();
    }
    at += <usize>load<i32>(at, 4) << 2;
  }
}

/** The batch's loss: the sum of the values, weighted. */
function recordLosses(at: RecordLosses): void {
  let total: f64 = 0;
  for (let i = 0; i < at.count; i++) total += load<f64>(at.weights + (i << 3)) * load<f64>(at.values + (i << 3));
  store<f64>(lossOut, total);
}

/**
 * Runs the forward program once over the rows at `rows`; the loss goes to `loss`. Returns how many rows were right.
 */
export function forward(program: usize, rows: usize, loss: usize): i32 {
  order = rows;
  lossOut = loss;
  correct = 0;
  run(program);
  return correct;
}

/**
 * Makes `steps` updates, number `firstStep` and on. `whole` is the program for a batch of batchSize rows, `short` for the
 * last batch where that has fewer; rows[rowCount] are row numbers; rates[steps] and losses[steps] are float64. Returns how
 * many rows were right.
 */
export function train(
  whole: usize,
  short: usize,
  rows: usize,
  rowCount: i32,
  batchSize: i32,
  steps: i32,
  firstStep: i32,
  rates: usize,
  losses: usize,
  seedOfRun: u32,
): i32 {
  order = rows;
  lossOut = losses;
  correct = 0;
  seed = seedOfRun;
  for (let i = 0; i < steps; i++) {
    step = firstStep + i;
    learningRate = load<f64>(rates + (<usize>i << 3));
    run(rowCount >= batchSize ? whole : short);
    rowCount -= batchSize;
    order += batchSize << 2;
    lossOut += 8;
  }
  return correct;
}
