import type { Project } from '../graph/schema';
import { exportModel, findExporter } from '.';
import type { VerifyHost } from './exporter';
import type { ExportFile } from './exportFile';
import { trainedModel } from './model';
import { engineOutputs, largestDifference, sampleRows } from './sampleRows';
import type { Verification } from './verification';

const rowsCompared = 64;
/** A wide network's rows take long, and every weight has its part in the first. */
const mostWork = 5e7;

/** Runs what was exported on made-up rows and compares with the engine. */
export function verifyExport(
  project: Project,
  format: string,
  options: unknown,
  files: readonly ExportFile[],
  host: VerifyHost,
): Verification {
  const check = findExporter(format)!.check;
  if ('reason' in check) return { status: 'notRun', reason: check.reason };
  const trained = trainedModel(project);
  if (!trained.ok) return { status: 'notRun', reason: trained.problem.message };
  const { model } = trained;
  const weights = Object.values(model.parameters).reduce(
    (sum, node) => sum + Object.values(node).reduce((total, each) => total + each.flat().length, 0),
    0,
  );
  const count = Math.max(1, Math.min(rowsCompared, Math.floor(mostWork / Math.max(1, weights))));
  const rows = sampleRows(model, count);
  const done = { method: check.method, rows: rows.length, tolerance: check.tolerance };
  try {
    const outputs = check.run({
      files,
      rows,
      host,
      again: (other) => again(project, format, options, other),
    });
    const difference = largestDifference(outputs, engineOutputs(model, rows));
    const status = difference <= check.tolerance ? 'verified' : 'failed';
    return { ...done, status, largestDifference: difference };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ...done, status: 'failed', largestDifference: Number.NaN, error: message };
  }
}

/** The same export with some choices made otherwise. */
function again(project: Project, format: string, options: unknown, other: object): readonly ExportFile[] {
  const exported = exportModel(project, format, { ...(options as object), ...other });
  if (!exported.ok) throw new Error(exported.problem.message);
  return exported.files;
}
