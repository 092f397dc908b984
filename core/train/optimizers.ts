import { z } from 'zod';

const learningRate = (value: number) =>
  z
    .number()
    .positive()
    .default(value)
    .meta({ title: 'Learning rate', description: 'How far one update moves the parameters.' });
const epsilon = (value: number) =>
  z
    .number()
    .positive()
    .default(value)
    .meta({ title: 'Epsilon', description: 'Keeps the division away from zero.' });
const fraction = (value: number, title: string, description: string) =>
  z.number().min(0).lt(1).default(value).meta({ title, description });
const momentum = () => fraction(0, 'Momentum', 'Share of the previous update that is carried into this one.');
const beta1 = () => fraction(0.9, 'Beta 1', 'Decay of the running mean of the gradient.');
const beta2 = () => fraction(0.999, 'Beta 2', 'Decay of the running mean of the squared gradient.');

/** Update rules and defaults are those of PyTorch's optimizers of the same names. */
export const optimizerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sgd'),
    learningRate: learningRate(0.01),
    momentum: momentum(),
    nesterov: z
      .boolean()
      .default(false)
      .meta({ title: 'Nesterov', description: 'Look ahead along the momentum.' }),
  }),
  z.object({
    kind: z.literal('adam'),
    learningRate: learningRate(0.001),
    beta1: beta1(),
    beta2: beta2(),
    epsilon: epsilon(1e-8),
  }),
  z.object({
    kind: z.literal('adamW'),
    learningRate: learningRate(0.001),
    beta1: beta1(),
    beta2: beta2(),
    epsilon: epsilon(1e-8),
    weightDecay: z.number().min(0).default(0.01).meta({
      title: 'Weight decay',
      description: 'Shrinks every parameter by this share of the learning rate.',
    }),
  }),
  z.object({
    kind: z.literal('rmsProp'),
    learningRate: learningRate(0.01),
    decay: fraction(0.99, 'Decay', 'Decay of the running mean of the squared gradient.'),
    momentum: momentum(),
    epsilon: epsilon(1e-8),
  }),
  z.object({ kind: z.literal('adagrad'), learningRate: learningRate(0.01), epsilon: epsilon(1e-10) }),
]);

export type Optimizer = z.output<typeof optimizerSchema>;

/** State arrays an optimizer keeps, each as long as all parameters together. */
export function optimizerStateSlots(optimizer: Optimizer): number {
  switch (optimizer.kind) {
    case 'sgd':
      return optimizer.momentum > 0 ? 1 : 0;
    case 'adam':
    case 'adamW':
      return 2;
    case 'rmsProp':
      return optimizer.momentum > 0 ? 2 : 1;
    case 'adagrad':
      return 1;
    default:
      throw optimizer satisfies never;
  }
}
