import type { Problem } from '../graph/problem';
import type { Project } from '../graph/schema';
import type { PackedParameters } from '../train/schema';
import { cExporter } from './c/exporter';
import type { Exporter } from './exporter';
import type { ExportFile } from './exportFile';
import { jsonExporter } from './jsonExporter';
import { kerasExporter } from './keras/exporter';
import { type TrainedModel, trainedModel } from './model';
import { moduleName } from './moduleName';
import { onnxExporter } from './onnx/exporter';
import { pytorchExporter } from './pytorch/exporter';
import { typescriptExporter } from './typescript/exporter';

/** Every export format. Adding one is its own file, its test, and one entry here. */
export const exporters: readonly Exporter[] = [
  typescriptExporter,
  jsonExporter,
  onnxExporter,
  pytorchExporter,
  kerasExporter,
  cExporter,
];

export type Exported = { ok: true; files: ExportFile[] } | { ok: false; problem: Problem };

export function findExporter(format: string): Exporter | undefined {
  return exporters.find((exporter) => exporter.format === format);
}

/** An export that can be done: the model, and choices that are valid. */
export interface PreparedExport {
  exporter: Exporter;
  model: TrainedModel;
  /** All choices of the exporter, with its defaults where none were given. */
  options: Record<string, unknown>;
  /** A safe file name without extension. */
  name: string;
}

/** Checks what is asked for; `parameters` where they come packed. */
export function prepareExport(
  project: Project,
  format: string,
  options: unknown = {},
  parameters?: PackedParameters,
): { ok: true; prepared: PreparedExport } | { ok: false; problem: Problem } {
  const exporter = findExporter(format);
  if (!exporter) return refuse(`There is no export format "${format}".`);
  const trained = trainedModel(project, parameters);
  if (!trained.ok) return trained;
  const chosen = exporter.options.safeParse(options);
  if (!chosen.success) {
    const [issue] = chosen.error.issues;
    return refuse(`The option "${issue?.path.join('.')}" cannot be used (${issue?.message}).`);
  }
  const name = moduleName(project.name);
  return { ok: true, prepared: { exporter, model: trained.model, options: chosen.data, name } };
}

export function writePrepared({ exporter, model, options, name }: PreparedExport): ExportFile[] {
  return exporter.write(model, options, name);
}

/** Writes a trained project in another format, with an exporter's default choices where none are given. */
export function exportModel(project: Project, format: string, options: unknown = {}): Exported {
  const asked = prepareExport(project, format, options);
  return asked.ok ? { ok: true, files: writePrepared(asked.prepared) } : asked;
}

function refuse(message: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { code: 'export.options', message } };
}
