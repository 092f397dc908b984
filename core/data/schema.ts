import { z } from 'zod';
import { sourceSchema } from './source';

export const columnTypes = ['number', 'integer', 'boolean', 'category', 'date', 'text'] as const;
export const columnRoles = ['feature', 'target', 'weight', 'ignore'] as const;
export const scalings = ['none', 'standard', 'minMax', 'robust', 'log1p', 'maximum'] as const;
export const missingRules = ['drop', 'mean', 'median', 'mode', 'constant'] as const;
export const categoryEncodings = ['oneHot', 'ordinal'] as const;
/** What a date becomes: time since 1970 as one scaled number, or a place on a circle as sine and cosine. */
export const dateParts = ['elapsed', 'timeOfDay', 'dayOfWeek', 'dayOfMonth', 'dayOfYear'] as const;
export const splitMethods = ['random', 'order', 'column'] as const;

export type ColumnType = (typeof columnTypes)[number];
export type ColumnRole = (typeof columnRoles)[number];
export type Scaling = (typeof scalings)[number];
export type MissingRule = (typeof missingRules)[number];
export type CategoryEncoding = (typeof categoryEncodings)[number];
export type DatePart = (typeof dateParts)[number];

const columnBase = {
  name: z.string(),
  /** What the column is for; where a file leaves it out, it follows from the node that names the column. */
  role: z.enum(columnRoles).optional(),
  /** What stands in for an empty cell; without it, the row is dropped. `mode` is the most frequent value. */
  missing: z.enum(missingRules).optional(),
  /** The stand-in of `constant`, as it would be written in the file. */
  constant: z.string().optional(),
  /** One more number after the encoded ones: 1 where the cell was empty, else 0. */
  indicator: z.boolean().optional(),
};

const scaling = z.enum(scalings).default('none');

/** Encoded as one number. An integer is a number that a file writes without a fraction. */
const numberColumnSchema = z.looseObject({ ...columnBase, type: z.enum(['number', 'integer']), scaling });

/** Encoded as 0 or 1. */
const booleanColumnSchema = z.looseObject({ ...columnBase, type: z.literal('boolean') });

/** Encoded one-hot in the order of `categories`, or as the place in that order, from 0, scaled like a number. */
const categoryColumnSchema = z.looseObject({
  ...columnBase,
  type: z.literal('category'),
  categories: z.array(z.string()),
  /** What people read instead of the categories, one for each. */
  labels: z.array(z.string()).optional(),
  encoding: z.enum(categoryEncodings).optional(),
  scaling: z.enum(scalings).optional(),
});

/** Encoded by its parts, in the order listed; `scaling` is that of elapsed time, in days since 1970. */
const dateColumnSchema = z.looseObject({
  ...columnBase,
  type: z.literal('date'),
  parts: z.array(z.enum(dateParts)).min(1).default(['elapsed']),
  scaling: z.enum(scalings).default('standard'),
});

/** Free text: shown, never encoded. */
const textColumnSchema = z.looseObject({ ...columnBase, type: z.literal('text') });

export const columnSchema = z.discriminatedUnion('type', [
  numberColumnSchema,
  booleanColumnSchema,
  categoryColumnSchema,
  dateColumnSchema,
  textColumnSchema,
]);

/** A run of columns, one after another in the file, that are the pixels of a picture, row by row. */
export const imageSchema = z.looseObject({
  name: z.string(),
  /** The column of the first pixel. */
  first: z.string(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
});

const splitSchema = z.looseObject({
  validation: z.number().min(0).max(0.9).default(0.2),
  test: z.number().min(0).max(0.9).default(0),
  /** Keep the shares of the target's classes equal in every part. */
  stratify: z.boolean().default(true),
  /**
   * `random`, by the seed; `order`, the last rows (or the latest, by `column`) are held out; `column`, by the values of
   * `column`.
   */
  method: z.enum(splitMethods).optional(),
  column: z.string().optional(),
  /** For `column`: which value means which part. A value that is not listed means training. */
  parts: z.record(z.string(), z.enum(['train', 'validation', 'test'])).optional(),
  /** Rows of rarer classes come up more often in an epoch, so that all classes come up equally often. */
  oversample: z.boolean().optional(),
});

export const datasetSchema = z.looseObject({
  source: sourceSchema,
  columns: z.array(columnSchema),
  /** What happens to a row with an empty cell in a column in use, unless the column says otherwise. */
  missing: z.enum(['drop']).default('drop'),
  split: splitSchema.prefault({}),
  images: z.array(imageSchema).optional(),
});

const fittedBase = {
  name: z.string(),
  /** What stands in for an empty cell, in the unit that cells are read in; absent where the row is dropped. */
  fill: z.number().optional(),
  /** How it was found; absent where an older file says nothing of it. */
  fillRule: z.enum(['mean', 'median', 'mode', 'constant']).optional(),
  indicator: z.boolean().optional(),
};

/**
 * encoded = (g(value) − offset) / scale, where g(x) = sign(x)·ln(1 + |x|) with the scaling `log1p` and g(x) = x otherwise.
 * Without scaling, 0 and 1.
 */
const fittedScaling = { scaling: z.enum(scalings), offset: z.number(), scale: z.number() };

/** What was measured on the training rows and is applied to every row from then on. */
export const fittedColumnSchema = z.preprocess(
  readOldNames,
  z.discriminatedUnion('type', [
    z.looseObject({ ...fittedBase, ...fittedScaling, type: z.literal('number') }),
    z.looseObject({ ...fittedBase, type: z.literal('boolean') }),
    z.looseObject({
      ...fittedBase,
      type: z.literal('category'),
      categories: z.array(z.string()),
      labels: z.array(z.string()).optional(),
      /** Present for an ordinal encoding. */
      ordinal: z.object(fittedScaling).optional(),
    }),
    z.looseObject({
      ...fittedBase,
      ...fittedScaling,
      type: z.literal('date'),
      parts: z.array(z.enum(dateParts)).min(1),
    }),
  ]),
);

/** The first files called the offset and scale of a number mean and deviation. */
function readOldNames(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('mean' in value) || !('deviation' in value))
    return value;
  const { mean, deviation, ...rest } = value;
  return { offset: mean, scale: deviation, ...rest };
}

export type ColumnSpec = z.output<typeof columnSchema>;
export type ColumnOf<T extends ColumnSpec['type']> = Extract<ColumnSpec, { type: T }>;
export type DatasetSpec = z.output<typeof datasetSchema>;
export type ImageSpec = z.output<typeof imageSchema>;
export type FittedColumn = z.output<typeof fittedColumnSchema>;
export type FittedOf<T extends FittedColumn['type']> = Extract<FittedColumn, { type: T }>;
/** Offset and scale of a number. */
export type FittedScaling = { scaling: Scaling; offset: number; scale: number };
