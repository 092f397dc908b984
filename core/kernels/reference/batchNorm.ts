import type { Step } from '../../plan/plan';
import type { StepContext } from './context';

type StepOf<Op extends Step['op']> = Extract<Step, { op: Op }>;

/** Ioffe and Szegedy (2015), with PyTorch's running statistics. x, normalized, y: [rows, columns]; the rest [columns]. */
export function batchNorm(step: StepOf<'batchNorm'>, { view, plan, rows, training }: StepContext): void {
  const [x, normalized, y] = [view(step.x), view(step.normalized), view(step.y)];
  const [scale, shift] = [view(step.scale), view(step.shift)];
  const [runningMean, runningVariance] = [view(step.runningMean), view(step.runningVariance)];
  const { columns } = plan.buffers[step.x]!;
  for (let column = 0; column < columns; column++) {
    let mean = runningMean[column]!;
    let variance = runningVariance[column]!;
    if (training) {
      [mean, variance] = moments(x, column, rows, columns);
      // The unbiased variance; of a single row there is none, so the running one stays.
      const unbiased = rows > 1 ? (variance * rows) / (rows - 1) : runningVariance[column]!;
      runningMean[column]! += step.momentum * (mean - runningMean[column]!);
      runningVariance[column]! += step.momentum * (unbiased - runningVariance[column]!);
    }
    const inverse = 1 / Math.sqrt(variance + step.epsilon);
    for (let i = column; i < rows * columns; i += columns) {
      normalized[i] = (x[i]! - mean) * inverse;
      y[i] = normalized[i]! * scale[column]! + shift[column]!;
    }
  }
}

/** dScale[columns] = Σ dy · normalized, dShift[columns] = Σ dy, over the rows. */
export function batchNormParameterGradient(
  step: StepOf<'batchNormParameterGradient'>,
  { view, plan, rows }: StepContext,
): void {
  const [normalized, dy, dScale, dShift] = [
    view(step.normalized),
    view(step.dy),
    view(step.dScale),
    view(step.dShift),
  ];
  const { columns } = plan.buffers[step.dy]!;
  dScale.fill(0);
  dShift.fill(0);
  for (let i = 0; i < rows * columns; i++) {
    dScale[i % columns]! += dy[i]! * normalized[i]!;
    dShift[i % columns]! += dy[i]!;
  }
}

/** dx (+)= scale / √(variance + epsilon) · (dy − mean(dy) − normalized · mean(dy · normalized)), by columns. */
export function batchNormGradient(
  step: StepOf<'batchNormGradient'>,
  { view, plan, rows }: StepContext,
): void {
  const [x, normalized, dy, dx] = [view(step.x), view(step.normalized), view(step.dy), view(step.dx)];
  const scale = view(step.scale);
  const { columns } = plan.buffers[step.x]!;
  for (let column = 0; column < columns; column++) {
    const [, variance] = moments(x, column, rows, columns);
    const factor = scale[column]! / Math.sqrt(variance + step.epsilon);
    let meanGradient = 0;
    let meanProduct = 0;
    for (let i = column; i < rows * columns; i += columns) {
      meanGradient += dy[i]! / rows;
      meanProduct += (dy[i]! * normalized[i]!) / rows;
    }
    for (let i = column; i < rows * columns; i += columns) {
      const gradient = factor * (dy[i]! - meanGradient - normalized[i]! * meanProduct);
      dx[i] = step.accumulate ? dx[i]! + gradient : gradient;
    }
  }
}

/** Mean and biased variance of one column. */
function moments(x: Float64Array, column: number, rows: number, columns: number): [number, number] {
  let mean = 0;
  for (let i = column; i < rows * columns; i += columns) mean += x[i]! / rows;
  let variance = 0;
  for (let i = column; i < rows * columns; i += columns) variance += (x[i]! - mean) ** 2 / rows;
  return [mean, variance];
}
