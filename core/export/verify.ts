import type { Problem } from '../graph/problem';
import type { Project } from '../graph/schema';
import type { PackedParameters } from '../train/schema';
import { type PreparedExport, prepareExport, writePrepared } from '.';
import type { VerifyHost } from './exporter';
import type { ExportFile } from './exportFile';
import { parameterCount, type TrainedModel } from './model';
import { engineSamples, largestDifference } from './sampleRows';
import type { Verification } from './verification';

const rowsCompared = 64;
/** A wide network's rows take long, and every weight has its part in the first. */
const mostWork = 2e7;

export type CheckedExport =
  | { ok: true; files: ExportFile[]; verification: Verification }
  | { ok: false; problem: Problem };

/** Writes a trained project in another format, runs what was written on made-up rows, and compares with the engine. */
export function exportChecked(
  project: Project,
  format: string,
  options: unknown,
  host: VerifyHost,
  parameters?: PackedParameters,
): CheckedExport {
  const asked = prepareExport(project, format, options, parameters);
  if (!asked.ok) return asked;
  // The rows to compare come first: a file that holds a few of them takes their answers from here.
  engineSamples(asked.prepared.model, rowsFor(asked.prepared.model));
  const files = writePrepared(asked.prepared);
  return { ok: true, files, verification: verify(asked.prepared, files, host) };
}

/** Runs what was exported before on made-up rows and compares with the engine. */
export function verifyExport(
  project: Project,
  format: string,
  options: unknown,
  files: readonly ExportFile[],
  host: VerifyHost,
): Verification {
  const asked = prepareExport(project, format, options);
  return asked.ok ? verify(asked.prepared, files, host) : { status: 'notRun', reason: asked.problem.message };
}

function verify(prepared: PreparedExport, files: readonly ExportFile[], host: VerifyHost): Verification {
  const { exporter, model, options, name } = prepared;
  const { check } = exporter;
  const { rows, outputs: expected } = engineSamples(model, rowsFor(model));
  const done = { method: check.method, rows: rows.length, tolerance: check.tolerance };
  try {
    const again = (other: object) => writePrepared({ ...prepared, options: { ...options, ...other } });
    const outputs = check.run({ files, rows, host, again, options, name });
    if ('notRun' in outputs) return { status: 'notRun', reason: outputs.notRun };
    const difference = largestDifference(outputs, expected);
    const status = difference <= check.tolerance ? 'verified' : 'failed';
    return { ...done, status, largestDifference: difference };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ...done, status: 'failed', largestDifference: Number.NaN, error: message };
  }
}

function rowsFor(model: TrainedModel): number {
  return Math.max(1, Math.min(rowsCompared, Math.floor(mostWork / Math.max(1, parameterCount(model)))));
}
