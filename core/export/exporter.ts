import type { z } from 'zod';
import type { ExportFile } from './exportFile';
import type { TrainedModel } from './model';
import type { Cell } from './sampleRows';

/** What running a file needs of the program around. */
export interface VerifyHost {
  /** Runs a CommonJS module (text, or its UTF-8) that imports nothing, apart from everything else, and returns what it exports. */
  runCommonJs(source: string | Uint8Array): Record<string, unknown>;
  /** Runs a program of the machine over files in a folder of its own; throws with what it said where it fails. */
  runTool(run: ToolRun): ToolResult;
}

/** With this exit code a program says that something it needs, a Python module for one, is not installed. */
export const lacksModule = 77;

export interface ToolRun {
  /** Names of the program, the likeliest first. Every one that the machine has is tried until one does not lack a module. */
  programs: readonly string[];
  arguments: readonly string[];
  /** Written into the folder that the program runs in. */
  files: readonly ExportFile[];
  /** A program that the first one makes, and whose output is meant. */
  makes?: string;
  /** Variables besides those that are set. */
  environment?: Readonly<Record<string, string>>;
}

export type ToolResult =
  | { status: 'done'; output: string }
  /** The machine has no such program. */
  | { status: 'missing' }
  /** It was stopped. */
  | { status: 'tooSlow'; seconds: number };

/** Why a file was not run: a clause behind "Not run:". */
export interface NotRun {
  notRun: string;
}

export interface CheckInput {
  files: readonly ExportFile[];
  /** One number for each column that the model reads; a category is its place in its list. */
  rows: readonly (readonly Cell[])[];
  host: VerifyHost;
  /** What the files were written with. */
  options: Readonly<Record<string, unknown>>;
  name: string;
  /** The same export with some choices made otherwise. */
  again(choices: object): readonly ExportFile[];
}

/** How the program itself runs what it has written. */
export interface ExportCheck {
  /** What is done, as the beginning of a sentence: "Read back and run". */
  method: string;
  /** Up to this difference from the engine, relative to the larger of 1 and its answer, a file counts as right. */
  tolerance: number;
  /**
   * For every row, the outputs of all heads side by side, numbers in their own units; or what is missing to run it. Throws where
   * the file does not run.
   */
  run(input: CheckInput): ArrayLike<number>[] | NotRun;
}

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
