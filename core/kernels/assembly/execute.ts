import { countCorrect } from './accuracy';
import { activation, activationGradient } from './activations';
import { batchNorm, batchNormGradient, batchNormParameterGradient } from './batchNorm';
import {
  dense,
  denseByPanels,
  denseGradient,
  denseGradientByPanels,
  denseInputGradient,
  denseInputGradientByPanels,
} from './dense';
import { dropout } from './dropout';
import {
  Activation, ActivationGradient, BatchNorm, BatchNormGradient, BatchNormParameterGradient, ClipNorm, ClipValue, Combine,
  Copy, CopyColumns, CountCorrect, Dense, DenseGradient, DenseInputGradient, Dropout, Gather, LargestPiece,
  LargestPieceGradient, Loss, Penalty, RecordLosses, ScaleGradient, Softmax, SoftmaxGradient, Update,
} from './instructions';
import { loss } from './losses';
import { largestPiece, largestPieceGradient } from './maxout';
import { add, copy, copyColumns, gather, multiplyElements, scaleGradient } from './merge';
import { Op, Product } from './opcodes';
import { adagrad, adam, clipNorm, clipValue, penalty, rmsProp, sgd } from './optimizers';
import { recordLosses } from './record';
import { softmax, softmaxGradient } from './softmax';

/** Runs one instruction; the variant tells apart what an operation has several functions for. */
// @ts-ignore: decorator
@inline
export function execute(op: i32, variant: i32, operands: usize): void {
  switch (op) {
    case Op.gather:
      gather(changetype<Gather>(operands));
      break;
    case Op.dense:
      if (variant == Product.panels) denseByPanels(changetype<Dense>(operands));
      else dense(changetype<Dense>(operands));
      break;
    case Op.denseGradient:
      if (variant == Product.panels) denseGradientByPanels(changetype<DenseGradient>(operands));
      else denseGradient(changetype<DenseGradient>(operands));
      break;
    case Op.denseInputGradient:
      if (variant == Product.panels) denseInputGradientByPanels(changetype<DenseInputGradient>(operands));
      else denseInputGradient(changetype<DenseInputGradient>(operands));
      break;
    case Op.activation:
      activation(variant, changetype<Activation>(operands));
      break;
    case Op.activationGradient:
      activationGradient(variant, changetype<ActivationGradient>(operands));
      break;
    case Op.softmax:
      softmax(changetype<Softmax>(operands));
      break;
    case Op.softmaxGradient:
      softmaxGradient(changetype<SoftmaxGradient>(operands));
      break;
    case Op.dropout:
      dropout(changetype<Dropout>(operands));
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
      loss(variant, changetype<Loss>(operands));
      break;
    case Op.recordLosses:
      recordLosses(changetype<RecordLosses>(operands));
      break;
    case Op.countCorrect:
      countCorrect(changetype<CountCorrect>(operands));
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
      sgd(changetype<Update>(operands));
      break;
    case Op.adam:
      adam(changetype<Update>(operands));
      break;
    case Op.rmsProp:
      rmsProp(changetype<Update>(operands));
      break;
    case Op.adagrad:
      adagrad(changetype<Update>(operands));
      break;
    default:
      unreachable();
  }
}
