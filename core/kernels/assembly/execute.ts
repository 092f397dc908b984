import { countCorrect } from './accuracy';
import {
  backwardLinear,
  backwardSigmoid,
  backwardTanh,
  backwardRelu,
  backwardRelu6,
  backwardLeakyRelu,
  backwardElu,
  backwardSelu,
  backwardSoftplus,
  backwardSoftsign,
  backwardGelu,
  backwardSwish,
  backwardHardSigmoid,
  backwardScaledTanh,
  backwardStep,
  backwardSign,
  backwardSin,
  forwardLinear,
  forwardSigmoid,
  forwardTanh,
  forwardRelu,
  forwardRelu6,
  forwardLeakyRelu,
  forwardElu,
  forwardSelu,
  forwardSoftplus,
  forwardSoftsign,
  forwardGelu,
  forwardSwish,
  forwardHardSigmoid,
  forwardScaledTanh,
  forwardStep,
  forwardSign,
  forwardSin,
} from './activations';
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
  Copy, CopyColumns, CountCorrect, Dense, DenseGradient, DenseInputGradient, DenseRow, Dropout, Gather, LargestPiece,
  LargestPieceGradient, Loss, Penalty, RecordLosses, ScaleGradient, Softmax, SoftmaxGradient, Update,
} from './instructions';
import {
  binaryCrossEntropy,
  categoricalCrossEntropy,
  hingeLoss,
  huber,
  meanAbsoluteError,
  meanSquaredError,
  sigmoidCrossEntropy,
  softmaxCrossEntropyLoss,
} from './losses';
import { largestPiece, largestPieceGradient } from './maxout';
import { add, copy, copyColumns, gather, multiplyElements, scaleGradient } from './merge';
import {
  denseGradientNarrow,
  denseGradientSingle,
  denseInputGradientSingle,
  denseNarrow,
  denseNarrowRelu,
  denseNarrowSigmoid,
  denseNarrowTanh,
  denseSingle,
  denseSingleRelu,
  denseSingleSigmoid,
  denseSingleTanh,
} from './narrow';
import { Activated, Elementwise, Loss as LossCode, Op, Product } from './opcodes';
import { adagrad, adam, clipNorm, clipValue, penalty, rmsProp, sgd } from './optimizers';
import { recordLosses } from './record';
import { softmax, softmaxGradient } from './softmax';
import { denseSparse } from './sparseRow';

/** Runs one instruction. */
// @ts-ignore: decorator
@inline
export function execute(op: i32, operands: usize): void {
  switch (op) {
    case Op.gather:
      gather(changetype<Gather>(operands));
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
    case Op.dense:
      dense(changetype<Dense>(operands));
      break;
    case Op.dense + Product.panels:
      denseByPanels(changetype<Dense>(operands));
      break;
    case Op.dense + Product.single:
      denseSingle(changetype<Dense>(operands));
      break;
    case Op.dense + Product.narrow:
      denseNarrow(changetype<Dense>(operands));
      break;
    case Op.dense + Product.sparse:
      denseSparse(changetype<DenseRow>(operands));
      break;
    case Op.denseGradient:
      denseGradient(changetype<DenseGradient>(operands));
      break;
    case Op.denseGradient + Product.panels:
      denseGradientByPanels(changetype<DenseGradient>(operands));
      break;
    case Op.denseGradient + Product.single:
      denseGradientSingle(changetype<DenseGradient>(operands));
      break;
    case Op.denseGradient + Product.narrow:
      denseGradientNarrow(changetype<DenseGradient>(operands));
      break;
    case Op.denseInputGradient:
      denseInputGradient(changetype<DenseInputGradient>(operands));
      break;
    case Op.denseInputGradient + Product.panels:
      denseInputGradientByPanels(changetype<DenseInputGradient>(operands));
      break;
    case Op.denseInputGradient + Product.single:
      denseInputGradientSingle(changetype<DenseInputGradient>(operands));
      break;
    case Op.activation + Elementwise.linear:
      forwardLinear(changetype<Activation>(operands));
      break;
    case Op.activation + Elementwise.sigmoid:
      forwardSigmoid(changetype<Activation>(operands));
      break;
    case Op.activation + Elementwise.tanh:
      forwardTanh(changetype<Activation>(operands));
      break;
    case Op.activation + Elementwise.relu:
      forwardRelu(changetype<Activation>(operands));
      break;
    case Op.activation + Elementwise.relu6:
      forwardRelu6(changetype<Activation>(operands));
      break;
    case Op.activation + Elementwise.leakyRelu:
      forwardLeakyRelu(changetype<Activation>(operands));
      break;
    case Op.activation + Elementwise.elu:
      forwardElu(changetype<Activation>(operands));
      break;
    case Op.activation + Elementwise.selu:
      forwardSelu(changetype<Activation>(operands));
      break;
    case Op.activation + Elementwise.softplus:
      forwardSoftplus(changetype<Activation>(operands));
      break;
    case Op.activation + Elementwise.softsign:
      forwardSoftsign(changetype<Activation>(operands));
      break;
    case Op.activation + Elementwise.gelu:
      forwardGelu(changetype<Activation>(operands));
      break;
    case Op.activation + Elementwise.swish:
      forwardSwish(changetype<Activation>(operands));
      break;
    case Op.activation + Elementwise.hardSigmoid:
      forwardHardSigmoid(changetype<Activation>(operands));
      break;
    case Op.activation + Elementwise.scaledTanh:
      forwardScaledTanh(changetype<Activation>(operands));
      break;
    case Op.activation + Elementwise.step:
      forwardStep(changetype<Activation>(operands));
      break;
    case Op.activation + Elementwise.sign:
      forwardSign(changetype<Activation>(operands));
      break;
    case Op.activation + Elementwise.sin:
      forwardSin(changetype<Activation>(operands));
      break;
    case Op.activationGradient + Elementwise.linear:
      backwardLinear(changetype<ActivationGradient>(operands));
      break;
    case Op.activationGradient + Elementwise.sigmoid:
      backwardSigmoid(changetype<ActivationGradient>(operands));
      break;
    case Op.activationGradient + Elementwise.tanh:
      backwardTanh(changetype<ActivationGradient>(operands));
      break;
    case Op.activationGradient + Elementwise.relu:
      backwardRelu(changetype<ActivationGradient>(operands));
      break;
    case Op.activationGradient + Elementwise.relu6:
      backwardRelu6(changetype<ActivationGradient>(operands));
      break;
    case Op.activationGradient + Elementwise.leakyRelu:
      backwardLeakyRelu(changetype<ActivationGradient>(operands));
      break;
    case Op.activationGradient + Elementwise.elu:
      backwardElu(changetype<ActivationGradient>(operands));
      break;
    case Op.activationGradient + Elementwise.selu:
      backwardSelu(changetype<ActivationGradient>(operands));
      break;
    case Op.activationGradient + Elementwise.softplus:
      backwardSoftplus(changetype<ActivationGradient>(operands));
      break;
    case Op.activationGradient + Elementwise.softsign:
      backwardSoftsign(changetype<ActivationGradient>(operands));
      break;
    case Op.activationGradient + Elementwise.gelu:
      backwardGelu(changetype<ActivationGradient>(operands));
      break;
    case Op.activationGradient + Elementwise.swish:
      backwardSwish(changetype<ActivationGradient>(operands));
      break;
    case Op.activationGradient + Elementwise.hardSigmoid:
      backwardHardSigmoid(changetype<ActivationGradient>(operands));
      break;
    case Op.activationGradient + Elementwise.scaledTanh:
      backwardScaledTanh(changetype<ActivationGradient>(operands));
      break;
    case Op.activationGradient + Elementwise.step:
      backwardStep(changetype<ActivationGradient>(operands));
      break;
    case Op.activationGradient + Elementwise.sign:
      backwardSign(changetype<ActivationGradient>(operands));
      break;
    case Op.activationGradient + Elementwise.sin:
      backwardSin(changetype<ActivationGradient>(operands));
      break;
    case Op.loss + LossCode.sumSquaredError:
    case Op.loss + LossCode.meanSquaredError:
      meanSquaredError(changetype<Loss>(operands));
      break;
    case Op.loss + LossCode.meanAbsoluteError:
      meanAbsoluteError(changetype<Loss>(operands));
      break;
    case Op.loss + LossCode.huber:
      huber(changetype<Loss>(operands));
      break;
    case Op.loss + LossCode.binaryCrossEntropy:
      binaryCrossEntropy(changetype<Loss>(operands));
      break;
    case Op.loss + LossCode.sigmoidCrossEntropy:
      sigmoidCrossEntropy(changetype<Loss>(operands));
      break;
    case Op.loss + LossCode.categoricalCrossEntropy:
      categoricalCrossEntropy(changetype<Loss>(operands));
      break;
    case Op.loss + LossCode.softmaxCrossEntropy:
      softmaxCrossEntropyLoss(changetype<Loss>(operands));
      break;
    case Op.loss + LossCode.hinge:
      hingeLoss(changetype<Loss>(operands));
      break;
    case Op.activatedDense + Activated.singleSigmoid:
      denseSingleSigmoid(changetype<Dense>(operands));
      break;
    case Op.activatedDense + Activated.singleTanh:
      denseSingleTanh(changetype<Dense>(operands));
      break;
    case Op.activatedDense + Activated.singleRelu:
      denseSingleRelu(changetype<Dense>(operands));
      break;
    case Op.activatedDense + Activated.narrowSigmoid:
      denseNarrowSigmoid(changetype<Dense>(operands));
      break;
    case Op.activatedDense + Activated.narrowTanh:
      denseNarrowTanh(changetype<Dense>(operands));
      break;
    case Op.activatedDense + Activated.narrowRelu:
      denseNarrowRelu(changetype<Dense>(operands));
      break;
    default:
      unreachable();
  }
}
