import type { z } from 'zod';
import type { ExportFile } from './exportFile';
import type { TrainedModel } from './model';
import type { Cell } from './sampleRows';

/** What running a file needs of the program around. */
export interface VerifyHost {
  /** Runs a CommonJS module (text, or its UTF-8) that imports nothing, apart from everything else, and returns what it exports. */
  runCommonJs(source: string | Uint8Array): Record<string, unknown>;
}

export interface CheckInput {
  files: readonly ExportFile[];
  /** One number for each column that the model reads; a category is its place in its list. */
  rows: readonly (readonly Cell[])[];
  host: VerifyHost;
  /** The same export with some choices made otherwise. */
  again(choices: object): readonly ExportFile[];
}

/** How the program itself runs what it has written; or why it cannot. */
export type ExportCheck =
  | {
      /** What is done, as the beginning of a sentence: "Read back and run". */
      method: string;
      /** Up to this difference from the engine, relative to the larger of 1 and its answer, a file counts as right. */
      tolerance: number;
      /** For every row, the outputs of all heads side by side, numbers in their own units. Throws where the file does not run. */
      run(input: CheckInput): ArrayLike<number>[];
    }
  | { reason: string };

export interface Exporter<Options extends z.ZodObject = z.ZodObject> {
  format: string;
  /** What a person picks in a list. */
  label: string;
  /** With its dot; of the first file where there are several. */
  extension: string;
  /** One sentence on what the file is good for. */
  summary: string;
  /** The choices a person has; the form is made from this schema, and every field has a default. */
  options: Options;
  /** `name` is a safe file name without extension. The first file is the one to look at. */
  write(model: TrainedModel, options: z.output<Options>, name: string): ExportFile[];
  check: ExportCheck;
}

export function defineExporter<Options extends z.ZodObject>(exporter: Exporter<Options>): Exporter {
  // The options an exporter is called with have passed its own schema.
  return exporter as unknown as Exporter;
}
