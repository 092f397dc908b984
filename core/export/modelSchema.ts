import { z } from 'zod';
import { columnSchema, datasetSchema, fittedColumnSchema } from '../data/schema';
import { graphSchema } from '../graph/schema';
import { metricsSchema, type PackedParameters } from '../train/schema';
import { trainingSchema } from '../train/settings';
import { areParameters } from './packed';

export const modelFormat = 'neuroloom-model';
export const modelVersion = 1;

/**
 * An exported model: all that another program needs to predict.
 */
export const modelSchema = z
  .object({
    format: z.literal(modelFormat),
    version: z.literal(modelVersion),
    generator: z.string().meta({ description: 'The program that wrote the file.' }),
    name: z.string().meta({ description: 'Name of the project.' }),
    graph: graphSchema,
    source: z.string().meta({ description: 'Name of the file whose rows the network learned from.' }),
    columns: z.array(columnSchema).meta({ description: 'Every column of that file, with its role.' }),
    dataset: z
      .object({ missing: datasetSchema.shape.missing, split: datasetSchema.shape.split })
      .optional()
      .meta({
        description: 'Which rows it learned from: what happens to incomplete ones, and the shares held out.',
      }),
    inputs: z
      .array(
        z.object({
          node: z.string().meta({ description: 'Id of the input node.' }),
          columns: z
            .array(z.string())
            .meta({ description: 'Columns it reads, encoded side by side in this order.' }),
          features: z.number().int().meta({ description: 'How many numbers that makes for a row.' }),
        }),
      )
      .meta({ description: 'What to feed into the network.' }),
    encoders: z.array(fittedColumnSchema).meta({
      description:
        'How cells become numbers. A number: (g(value) − offset) / scale, where g(x) = sign(x)·ln(1 + |x|) for log1p and x otherwise. A category: 1 at its place in "categories", 0 elsewhere.',
    }),
    precision: z.enum(['float32', 'float64']).optional().meta({
      description:
        'How exact the numbers in "parameters" are. float32: round each to a 32-bit float after reading, to have the very number; float64, or no such field: they are written with all digits.',
    }),
    // Millions of numbers are not gone through one by one as a schema does.
    parameters: z.custom<PackedParameters>(areParameters, 'expected lists of numbers by node and name'),
    heads: z
      .array(
        z.object({
          loss: z.string().meta({ description: 'Id of the loss node.' }),
          prediction: z.string().meta({ description: 'Id of the node whose output is the prediction.' }),
          target: z.string().meta({ description: 'Id of the target node.' }),
          link: z
            .enum(['identity', 'softmax', 'sigmoid'])
            .meta({ description: 'Function still to be applied to that output.' }),
          task: z.enum(['classes', 'binary', 'regression']),
          columns: z.array(z.string()).meta({ description: 'Columns that are predicted.' }),
          outputs: z.array(z.string()).meta({
            description: 'A name for each output: the class it stands for, or the column of a number.',
          }),
        }),
      )
      .meta({ description: 'What the network predicts, one entry for each loss.' }),
    training: trainingSchema,
    metrics: metricsSchema.nullable().meta({ description: 'How well it did in its last epoch.' }),
  })
  .meta({ title: 'Neuroloom model', description: 'A trained neural network, exported by Neuroloom.' });

const documentedParameters = z.record(
  z.string(),
  z.record(z.string(), z.union([z.array(z.array(z.number())), z.array(z.number())])),
);

/**
 * The same for people and other programs: `resources/neuroloom-model.schema.json` is made from this. Node kinds and
 * training settings are open here, so that a new kind or setting leaves the format as it is.
 */
export const documentedModelSchema = modelSchema.extend({
  parameters: documentedParameters.meta({
    description: 'By node id and name: "weights" as [inFeatures][units], "bias" as [units].',
  }),
  graph: z
    .object({
      nodes: z.array(
        z.looseObject({
          id: z.string().meta({ description: 'Unique; what wires, parameters and heads refer to.' }),
          kind: z
            .string()
            .meta({ description: 'input, dense, activation, …: says which further fields there are.' }),
          name: z.string().optional().meta({ description: 'What its author called it.' }),
          position: z
            .object({ x: z.number(), y: z.number() })
            .meta({ description: 'Where it stands on the canvas.' }),
        }),
      ),
      edges: z.array(
        z.object({
          from: z.string().meta({ description: '"node.port" of an output.' }),
          to: z
            .string()
            .meta({ description: '"node.port" of an input. Several wires into one port keep their order.' }),
        }),
      ),
    })
    .meta({ description: 'The network as it was drawn; each node with the settings of its kind.' }),
  training: z
    .looseObject({})
    .meta({ description: 'Optimizer, batch size, seed and the like: how it was trained.' }),
});

export type Model = z.output<typeof modelSchema>;
