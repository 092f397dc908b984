import { z } from 'zod';
import { defineNode, formatShape } from './kind';
import { type LossFunction, lossFunctions, lossReductions } from './lossFunctions';

const crossEntropies = ['binaryCrossEntropy', 'categoricalCrossEntropy'];

/** Compares the prediction with the target; its value is what training makes small. */
export const lossNode = defineNode({
  kind: 'loss',
  label: 'Loss',
  family: 'loss',
  summary: 'Measures how far the prediction is from the target. Training makes this number small.',
  params: z.object({
    function: z
      .enum(lossFunctions)
      .default('meanSquaredError')
      .meta({ title: 'Function', description: 'How the difference is measured.' }),
    fromLogits: z
      .boolean()
      .default(false)
      .meta({
        title: 'From logits',
        description: 'The prediction is a raw output: softmax or sigmoid is taken inside the loss.',
        when: { field: 'function', is: crossEntropies },
      }),
    reduction: z
      .enum(lossReductions)
      .default('mean')
      .meta({
        title: 'Reduction',
        description: 'Mean over the batch, or the sum, with which a step grows with the batch size.',
        when: { field: 'function', is: lossFunctions.filter((name) => name !== 'sumSquaredError') },
      }),
    delta: z
      .number()
      .positive()
      .default(1)
      .meta({
        title: 'Delta',
        description: 'Up to this difference Huber is quadratic, beyond it linear.',
        when: { field: 'function', is: ['huber'] },
      }),
    weight: z.number().min(0).default(1).meta({
      title: 'Weight',
      description: 'Factor of this loss in the total, where a network has several.',
    }),
  }),
  primary: 'function',
  inputs: [
    { name: 'prediction', label: 'Prediction', arity: 'one' },
    { name: 'target', label: 'Target', arity: 'one' },
  ],
  outputs: [],
  showsNeurons: false,
  shape(params, { name, inputs }) {
    const prediction = inputs.prediction?.[0];
    const target = inputs.target?.[0];
    if (!prediction || !target) return { features: null };
    if (prediction.features !== target.features) {
      return {
        problem: {
          code: 'shape.mismatch',
          port: 'prediction',
          message: `"${name}" compares equal shapes, but "${prediction.nodeName}" gives ${formatShape(prediction.features)} and "${target.nodeName}" gives ${formatShape(target.features)}.`,
          hint: `Give the last layer ${target.features} ${target.features === 1 ? 'unit' : 'units'}.`,
        },
      };
    }
    const needsClasses = params.function === 'categoricalCrossEntropy' || params.function === 'hinge';
    if (needsClasses && target.features < 2) {
      return {
        problem: {
          code: 'loss.classes',
          port: 'target',
          message: `"${name}" tells classes apart and needs at least 2 target columns, but "${target.nodeName}" gives ${formatShape(target.features)}.`,
          hint: 'Use binary cross-entropy for a single 0-or-1 column, or make the target column a category.',
        },
      };
    }
    return { features: null };
  },
  lower(params, context) {
    const prediction = context.inputs.prediction![0]!.buffer;
    const target = context.inputs.target![0]!.buffer;
    // Half the sum of squares is a sum by its definition.
    const reduction = params.function === 'sumSquaredError' ? 'sum' : params.reduction;
    const value = context.lossValue({
      weight: params.weight,
      prediction,
      target,
      reduction,
    });
    const shared = {
      function: plannedFunction(params.function, params.fromLogits),
      reduction,
      delta: params.delta,
      prediction,
      target,
    };
    context.forward({ op: 'loss', ...shared, value });
    return {
      output: null,
      gradient(flow) {
        const dPrediction = flow.inputGradient('prediction');
        if (!dPrediction) return;
        const { buffer, accumulate } = dPrediction;
        flow.backward({
          op: 'lossGradient',
          ...shared,
          weight: params.weight,
          dPrediction: buffer,
          accumulate,
        });
      },
    };
  },
});

function plannedFunction(name: (typeof lossFunctions)[number], fromLogits: boolean): LossFunction {
  if (fromLogits && name === 'categoricalCrossEntropy') return 'softmaxCrossEntropy';
  if (fromLogits && name === 'binaryCrossEntropy') return 'sigmoidCrossEntropy';
  return name;
}
