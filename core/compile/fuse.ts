import type { LossFunction } from '../nodes/lossFunctions';
import { stepReads, stepWrites } from '../plan/access';
import type { BufferId, Step } from '../plan/plan';
import type { Draft } from './draft';

type StepOf<Op extends Step['op']> = Extract<Step, { op: Op }>;

const stableForms: { activation: string; loss: LossFunction; fused: LossFunction }[] = [
  { activation: 'softmax', loss: 'categoricalCrossEntropy', fused: 'softmaxCrossEntropy' },
  { activation: 'sigmoid', loss: 'binaryCrossEntropy', fused: 'sigmoidCrossEntropy' },
];

/**
 * Where softmax or sigmoid feeds nothing but its cross-entropy, loss and gradient are taken from the raw outputs instead:
 * log(softmax) as x − logsumexp(x), and probability − target as the gradient. Exact where the two steps lose digits or
 * overflow, and one step shorter.
 */
export function fuseCrossEntropies(draft: Draft): void {
  const stable = draft.backward.filter(
    (step) =>
      step.op === 'activationGradient' && stableForms.some((each) => each.activation === step.function),
  );
  const fromLosses = new Set(
    draft.backward.flatMap((step) => (step.op === 'lossGradient' ? [step.dPrediction] : [])),
  );
  for (const gradient of stable as StepOf<'activationGradient'>[]) {
    if (!fromLosses.has(gradient.dy)) continue;
    const lossGradient = soleWriter(draft, gradient.dy);
    if (lossGradient?.op !== 'lossGradient') continue;
    const form = stableForms.find(
      (each) => each.activation === gradient.function && each.loss === lossGradient.function,
    );
    const loss = draft.forward.find(
      (step): step is StepOf<'loss'> =>
        step.op === 'loss' && step.prediction === gradient.y && step.target === lossGradient.target,
    );
    if (!form || !loss || countReaders(draft, gradient.dy) !== 1) continue;
    const logits = { function: form.fused, prediction: gradient.x };
    replace(draft.forward, loss, { ...loss, ...logits });
    // The fused step stands where the activation's gradient stood, so that who overwrites and who adds stays true.
    const { dx: dPrediction, accumulate } = gradient;
    replace(draft.backward, gradient, { ...lossGradient, ...logits, dPrediction, accumulate });
    draft.backward.splice(draft.backward.indexOf(lossGradient), 1);
  }
}

function soleWriter(draft: Draft, buffer: BufferId): Step | null {
  const writers = draft.backward.filter((step) => stepWrites(step).includes(buffer));
  return writers.length === 1 ? writers[0]! : null;
}

function countReaders(draft: Draft, buffer: BufferId): number {
  return draft.backward.filter((step) => stepReads(step).includes(buffer)).length;
}

function replace(steps: Step[], old: Step, step: Step): void {
  steps[steps.indexOf(old)] = step;
}
