import { type CheckedExport, exportChecked } from '../../core/export/verify';
import type { Project } from '../../core/graph/schema';
import type { PackedParameters } from '../../core/train/schema';
import { verifyHost } from '../../verifyHost';

/** What is to be exported; plain data, which passes to a thread. */
export interface ExportJob {
  /** Its own `parameters` are not looked at. */
  project: Project;
  parameters: PackedParameters;
  format: string;
  options: Record<string, unknown>;
}

/** Takes seconds for a large network. */
export function runExport({ project, parameters, format, options }: ExportJob): CheckedExport {
  return exportChecked(project, format, options, verifyHost, parameters);
}
