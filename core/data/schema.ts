import { z } from 'zod';

export const columnRoles = ['feature', 'target', 'ignore'] as const;
export const scalings = ['none', 'standard'] as const;

export type ColumnRole = (typeof columnRoles)[number];
export type Scaling = (typeof scalings)[number];

/**
 * `role` says what a column is for; where a file leaves it out, it follows from the node that names the column.
 */
const columnBase = { name: z.string(), role: z.enum(columnRoles).optional() };

/** Encoded as one number. */
const numberColumnSchema = z.looseObject({
  ...columnBase,
  type: z.literal('number'),
  scaling: z.enum(scalings).default('none'),
});

/** Encoded one-hot, in the order of `categories`. */
const categoryColumnSchema = z.looseObject({
  ...columnBase,
  type: z.literal('category'),
  categories: z.array(z.string()),
});

export const columnSchema = z.discriminatedUnion('type', [numberColumnSchema, categoryColumnSchema]);

export const datasetSchema = z.looseObject({
  source: z.looseObject({ kind: z.literal('csv'), path: z.string() }),
  columns: z.array(columnSchema),
  /** What happens to a row with an empty or unreadable cell in a column that is used. */
  missing: z.enum(['drop']).default('drop'),
  split: z
    .looseObject({
      validation: z.number().min(0).max(0.9).default(0.2),
      test: z.number().min(0).max(0.9).default(0),
      /** Keep the shares of the target's classes equal in every part. */
      stratify: z.boolean().default(true),
    })
    .prefault({}),
});

/** What was measured on the training rows and is applied to every row from then on. */
export const fittedColumnSchema = z.discriminatedUnion('type', [
  z.looseObject({
    name: z.string(),
    type: z.literal('number'),
    scaling: z.enum(scalings),
    /** encoded = (value − mean) / deviation; 0 and 1 where nothing is scaled. */
    mean: z.number(),
    deviation: z.number(),
  }),
  z.looseObject({ name: z.string(), type: z.literal('category'), categories: z.array(z.string()) }),
]);

export type ColumnSpec = z.output<typeof columnSchema>;
export type DatasetSpec = z.output<typeof datasetSchema>;
export type FittedColumn = z.output<typeof fittedColumnSchema>;
