import { z } from 'zod';
import { earlyStoppingSchema } from './earlyStopping';
import { optimizerSchema } from './optimizers';
import { scheduleSchema } from './schedule';

/** How a project is trained. Omitted fields take these defaults. */
export const trainingSchema = z.looseObject({
  optimizer: optimizerSchema
    .default({ kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 })
    .meta({ title: 'Optimizer' }),
  batchSize: z.number().int().min(1).default(32).meta({
    title: 'Batch size',
    description: 'Rows per update. As many as there are rows, or more: full batch.',
  }),
  epochs: z
    .number()
    .int()
    .min(1)
    .default(100)
    .meta({ title: 'Epochs', description: 'How often training goes through all training rows.' }),
  shuffle: z
    .boolean()
    .default(true)
    .meta({ title: 'Shuffle', description: 'Take the rows in a new random order in every epoch.' }),
  blockRows: z.number().int().min(1).nullable().default(null).meta({
    title: 'Block rows',
    description:
      'Go through the table in blocks of this many rows: blocks in random order, rows shuffled inside each. Empty: all rows are one block, unless they are streamed from disk.',
  }),
  memoryLimit: z.number().positive().default(1024).meta({
    title: 'Memory, MB',
    description:
      'Megabytes that the rows of the data may take, encoded. A larger data set is streamed from disk in blocks.',
  }),
  seed: z
    .number()
    .int()
    .min(0)
    .max(0xffff_ffff)
    .default(1)
    .meta({ title: 'Seed', description: 'The same seed gives the same numbers, to the last bit.' }),
  generator: z.enum(['pcg32', 'mt19937']).default('pcg32').meta({
    title: 'Generator',
    description: 'What draws the first weights. mt19937 repeats NumPy, bit for bit.',
  }),
  discard: z
    .number()
    .int()
    .min(0)
    .default(0)
    .meta({ title: 'Discard', description: 'Normals to draw and drop before the first weights.' }),
  schedule: scheduleSchema
    .default({ kind: 'constant' })
    .meta({ title: 'Schedule', description: 'How the learning rate changes from epoch to epoch.' }),
  warmupSteps: z
    .number()
    .int()
    .min(0)
    .default(0)
    .meta({ title: 'Warm-up', description: 'Updates over which the learning rate rises to its full value.' }),
  earlyStopping: earlyStoppingSchema
    .default({ kind: 'off' })
    .meta({ title: 'Early stopping', description: 'Ends training when the loss stops getting better.' }),
  classWeights: z.enum(['none', 'balanced']).default('none').meta({
    title: 'Class weights',
    description:
      'Balanced: rows of rare classes count more, so that every class weighs the same. Validation counts every row once.',
  }),
  clipNorm: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .meta({ title: 'Clip norm', description: 'Longest the gradient may be; longer ones are scaled down.' }),
  clipValue: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .meta({ title: 'Clip value', description: 'Largest any element of the gradient may be, either way.' }),
  backend: z.enum(['wasm', 'reference']).default('wasm').meta({ title: 'Backend' }),
});

export type TrainingSettings = z.output<typeof trainingSchema>;
