import { Loss, Op } from '../assembly/opcodes';
import { lossTerms } from '../reference/losses';
import type { Context, StepOf } from './programContext';

/** A loss, its gradient, or both in one instruction; an address that is 0 leaves out what would go there. */
export function encodeLoss(
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
