import { z } from 'zod';

/** Where the rows come from. */

export const encodings = ['utf-8', 'utf-16', 'latin-1'] as const;
export const generatorNames = [
  'xor',
  'circle',
  'gaussians',
  'spiral',
  'moons',
  'regressionPlane',
  'regressionGaussian',
  'sine',
  'nielsenCurve',
] as const;

export type TextEncoding = (typeof encodings)[number];
export type GeneratorName = (typeof generatorNames)[number];

/** What a file was when the project last read it, so that a change can be told. */
export const fingerprintSchema = z.looseObject({
  bytes: z.number().int().min(0),
  rows: z.number().int().min(0),
  /** SHA-256 of the bytes, in hexadecimal. */
  sha256: z.string(),
  /** Names and types of the columns, in order. */
  columns: z.array(z.looseObject({ name: z.string(), type: z.string() })),
});

const fileBase = { path: z.string(), fingerprint: fingerprintSchema.optional() };

/** Text with a delimiter, also compressed with gzip. What is left out is detected. */
const csvSchema = z.looseObject({
  ...fileBase,
  kind: z.literal('csv'),
  delimiter: z.string().length(1).optional(),
  quote: z.enum(['"', "'", 'none']).optional(),
  header: z.boolean().optional(),
  encoding: z.enum(encodings).optional(),
  /** The words for an empty cell. */
  missingWords: z.array(z.string()).optional(),
  /** What happens to a row that does not fit the header or its column's type: left out and counted, or the import fails. */
  misfits: z.enum(['skip', 'fail']).optional(),
});

const parquetSchema = z.looseObject({ ...fileBase, kind: z.literal('parquet') });

/** One JSON object on every line, also compressed with gzip. */
const jsonLinesSchema = z.looseObject({ ...fileBase, kind: z.literal('jsonLines') });

/** Points made up by a formula and a seed, as in teaching playgrounds. */
export const generatorSchema = z.looseObject({
  kind: z.literal('generator'),
  generator: z.enum(generatorNames),
  rows: z.number().int().min(1).max(100_000).default(500),
  /** 0 none … 1 as wide as the figure. */
  noise: z.number().min(0).max(1).default(0),
  seed: z.number().int().min(0).default(1),
  /** Arms of a spiral. */
  classes: z.number().int().min(2).max(10).optional(),
});

export const sourceSchema = z.discriminatedUnion('kind', [
  csvSchema,
  parquetSchema,
  jsonLinesSchema,
  generatorSchema,
]);

export type DataSource = z.output<typeof sourceSchema>;
export type FileSource = Exclude<DataSource, { kind: 'generator' }>;
export type CsvSource = Extract<DataSource, { kind: 'csv' }>;
export type GeneratorSource = Extract<DataSource, { kind: 'generator' }>;
export type Fingerprint = z.output<typeof fingerprintSchema>;

/** The path of a file; null for rows that are made up. */
export function sourcePath(source: DataSource): string | null {
  return source.kind === 'generator' ? null : source.path;
}

/** What to call a source in a sentence: its file's name, or the generator's. */
export function sourceName(source: DataSource): string {
  return source.kind === 'generator' ? source.generator : (source.path.split(/[\\/]/).at(-1) ?? '');
}
